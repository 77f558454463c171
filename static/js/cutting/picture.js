// The picture that was opened: read from this computer, drawn here, sent nowhere.

// Long side of the copy that is drawn while somebody works; 48 megapixels a frame would be too slow.
const PREVIEW_SIDE_PX = 2048;

// Raises what the browser raises for a file that it cannot read as a picture.
export async function openPicture(file) {
  const full = await createImageBitmap(file, { imageOrientation: "from-image" });
  return new Picture(full);
}

class Picture {
  #full;
  #preview;
  #previewScale;

  constructor(full) {
    this.#full = full;
    this.width = full.width;
    this.height = full.height;
    this.#previewScale = Math.min(1, PREVIEW_SIDE_PX / Math.max(full.width, full.height));
    this.#preview = this.#previewScale < 1 ? reduced(full, this.#previewScale) : full;
  }

  // Draw what lies on the plane right of `x` and below `y`, with `scale` pixels of the canvas for one of the plane.
  draw(context, plane, scale, x, y) {
    const [a, b, c, d, e, f] = plane.matrix;
    context.setTransform(
      scale * a, scale * b, scale * c, scale * d, scale * (e - x), scale * (f - y),
    );
    const source = scale <= this.#previewScale ? this.#preview : this.#full;
    context.drawImage(source, 0, 0, this.width, this.height);
    context.resetTransform();
  }

  // Forget every pixel.
  close() {
    if (this.#preview !== this.#full) this.#preview.width = 0;
    this.#full.close();
  }
}

function reduced(bitmap, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d", { alpha: false });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}
