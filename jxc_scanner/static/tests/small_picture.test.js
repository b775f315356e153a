import {describe, expect, test} from "@odoo/hoot";
import {smallPicture} from "@jxc_scanner/input/small_picture";

describe.current.tags("headless");

/** A photo no compression likes: every point another colour. */
async function noise(width, height) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, {width, height});
    const context = canvas.getContext("2d");
    const picture = context.createImageData(width, height);
    let seed = 1;
    for (let index = 0; index < picture.data.length; index++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        picture.data[index] = seed % 256;
    }
    context.putImageData(picture, 0, 0);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

test("a large photo becomes small enough for the journal", async () => {
    const data = await smallPicture(await noise(1600, 800));
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    expect(bytes.length).toBeLessThan(300000);
    expect([...bytes.slice(0, 2)]).toEqual([0xff, 0xd8]);
    const picture = await createImageBitmap(new Blob([bytes]));
    expect([picture.width, picture.height]).toEqual([1280, 640]);
});

test("what is no picture is refused", async () => {
    await expect(smallPicture(new Blob(["no picture"]))).rejects.toThrow();
});
