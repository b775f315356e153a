/**
 * Chart.js plugin that shades spans of the x axis behind the bars and lines.
 *
 * Options: `states`, one a label; `colors` by state, none for what stays as it is.
 */
export const shadedSpans = {
    id: "jxcShadedSpans",
    beforeDatasetsDraw({ctx, chartArea, scales}, _args, {states, colors}) {
        const half = (scales.x.getPixelForValue(1) - scales.x.getPixelForValue(0)) / 2;
        for (const [index, state] of states.entries()) {
            if (colors[state]) {
                const middle = scales.x.getPixelForValue(index);
                ctx.fillStyle = colors[state];
                ctx.fillRect(
                    middle - half,
                    chartArea.top,
                    2 * half,
                    chartArea.bottom - chartArea.top
                );
            }
        }
    },
};
