/** Saves a chart's picture as a file, with a title above it, in the page's own colours. */

const scale = 2;
const margin = 24 * scale;
const headHeight = 64 * scale;

export interface PictureText {
  title: string;
  subtitle: string;
  fileName: string;
}

/** The colours and the font that the picture is framed in. */
export interface PictureLook {
  ink: string;
  muted: string;
  surface: string;
  font: string;
}

/** @param chart drawn twice as fine as on screen */
export async function savePicture(chart: HTMLCanvasElement, { title, subtitle, fileName }: PictureText, look: PictureLook): Promise<void> {
  const canvas = document.createElement('canvas');
  canvas.width = chart.width + 2 * margin;
  canvas.height = chart.height + headHeight + margin;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw pictures.');
  context.fillStyle = look.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = look.ink;
  context.font = `600 ${16 * scale}px ${look.font}`;
  context.fillText(title, margin, 30 * scale, canvas.width - 2 * margin);
  context.fillStyle = look.muted;
  context.font = `${12 * scale}px ${look.font}`;
  context.fillText(subtitle, margin, 50 * scale, canvas.width - 2 * margin);
  context.drawImage(chart, margin, headHeight);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!file) throw new Error('This browser could not make the picture.');
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
