// What the server takes, with room to spare, and what still shows a torn box.
const MOST_BYTES = 280000;
const LONGEST_SIDE = 1280;
const QUALITIES = [0.75, 0.6, 0.45, 0.3];

/**
 * A picture as small as a journal can carry, upright, without what the camera adds.
 *
 * @param {Blob} file of any kind the browser can show
 * @returns {Promise<string>} JPEG in base64
 */
export async function smallPicture(file) {
    const picture = await createImageBitmap(file, {imageOrientation: "from-image"});
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    for (const quality of QUALITIES) {
        const data = canvas.toDataURL("image/jpeg", quality).split(",")[1];
        if ((data.length * 3) / 4 <= MOST_BYTES) {
            return data;
        }
    }
    throw new Error("too large");
}
