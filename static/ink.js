// The ink of the drawing pad: 256 by 256 bytes, 0 paper to 255 ink, and what is done to them.

export const SIDE = 256, CELLS = 16, CELL = SIDE / CELLS;
const SENT = 64, SOFT = CELL / 4, FAINT = 3;

export const blank = () => new Uint8ClampedArray(SIDE * SIDE);

export const painted = (ink) => ink.some((value) => value > FAINT);

// A segment's ink is what its soft round brush would leave; more of it never makes more than full ink.
// from and to: {x, y, radius} in pixels.
export const stroke = (ink, from, to, erase) => {
  const reach = Math.max(from.radius, to.radius) + SOFT;
  const left = Math.max(Math.floor(Math.min(from.x, to.x) - reach), 0), right = Math.min(Math.ceil(Math.max(from.x, to.x) + reach), SIDE);
  const top = Math.max(Math.floor(Math.min(from.y, to.y) - reach), 0), bottom = Math.min(Math.ceil(Math.max(from.y, to.y) + reach), SIDE);
  const dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy || 1;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const px = column + 0.5 - from.x, py = row + 0.5 - from.y;
      const along = Math.min(Math.max((px * dx + py * dy) / length, 0), 1);
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const radius = from.radius + along * (to.radius - from.radius);
      const strength = 255 * Math.min(Math.max((radius + SOFT - distance) / (2 * SOFT), 0), 1);
      const place = row * SIDE + column;
      ink[place] = erase ? Math.min(ink[place], 255 - strength) : Math.max(ink[place], strength);
    }
  }
};

// What is sent: the mean of every 4 by 4 pixels.
export const shrunk = (ink) => {
  const step = SIDE / SENT, bytes = new Uint8Array(SENT * SENT);
  for (let place = 0; place < bytes.length; place += 1) {
    const row = Math.floor(place / SENT) * step, column = (place % SENT) * step;
    let sum = 0;
    for (let y = 0; y < step; y += 1) for (let x = 0; x < step; x += 1) sum += ink[(row + y) * SIDE + column + x];
    bytes[place] = Math.round(sum / (step * step));
  }
  return bytes;
};

// 16 by 16 bytes, spread smoothly over the pad, in full strength or less.
export const spread = (ink, seen, strength = 1) => {
  const clip = (index) => Math.min(Math.max(index, 0), CELLS - 1);
  const at = (row, column) => seen.charCodeAt(clip(row) * CELLS + clip(column));
  for (let place = 0; place < ink.length; place += 1) {
    const y = (Math.floor(place / SIDE) + 0.5) / CELL - 0.5, x = ((place % SIDE) + 0.5) / CELL - 0.5;
    const row = Math.floor(y), column = Math.floor(x), low = y - row, far = x - column;
    const upper = (1 - far) * at(row, column) + far * at(row, column + 1);
    const lower = (1 - far) * at(row + 1, column) + far * at(row + 1, column + 1);
    ink[place] = strength * ((1 - low) * upper + low * lower);
  }
  return ink;
};

// The ink in one colour, as an image.
const coloured = (ink, [red, green, blue]) => {
  const image = new ImageData(SIDE, SIDE), words = new Uint32Array(image.data.buffer);
  const little = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
  const colour = little ? (blue << 16) | (green << 8) | red : (red << 24) | (green << 16) | (blue << 8);
  for (let place = 0; place < ink.length; place += 1) words[place] = (colour | (little ? ink[place] << 24 : ink[place])) >>> 0;
  return image;
};

// The ink on the pad's canvas, in the page's colour: with the grid, and with the cursor of the keys, where there are any.
export const draw = (canvas, ink, grid, cursor) => {
  const view = canvas.getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(canvas), colour = style.color.match(/[\d.]+/g).map(Number);
  view.putImageData(coloured(ink, colour), 0, 0);
  view.strokeStyle = style.borderTopColor;
  view.lineWidth = 1;
  if (grid) {
    view.globalAlpha = 0.6;
    view.beginPath();
    for (let line = 1; line < CELLS; line += 1) {
      view.moveTo(line * CELL, 0);
      view.lineTo(line * CELL, SIDE);
      view.moveTo(0, line * CELL);
      view.lineTo(SIDE, line * CELL);
    }
    view.stroke();
    view.globalAlpha = 1;
  }
  if (cursor) {
    view.strokeStyle = style.outlineColor;
    view.lineWidth = 3;
    view.strokeRect(cursor.column * CELL + 1, cursor.row * CELL + 1, CELL - 2, CELL - 2);
  }
};

// Black on white, twice as large, as a file to keep.
export const save = (ink) => {
  const [small, large] = [SIDE, 2 * SIDE].map((side) => Object.assign(document.createElement("canvas"), { width: side, height: side }));
  small.getContext("2d").putImageData(coloured(ink, [0, 0, 0]), 0, 0);
  const sheet = large.getContext("2d");
  sheet.fillStyle = "#fff";
  sheet.fillRect(0, 0, 2 * SIDE, 2 * SIDE);
  sheet.drawImage(small, 0, 0, 2 * SIDE, 2 * SIDE);
  large.toBlob((file) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "digit.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
};
