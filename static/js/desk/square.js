// The code as a square to scan, drawn here as documents/qr.py draws it on the server.
import { correction, generate, mode } from "../../vendor/lean-qr@2.7.4/lean-qr.min.js";

const QUIET_ZONE = 4;

export function squareOf(text) {
  const cells = generate(text, { minCorrectionLevel: correction.M, modes: [mode.ascii] });
  let path = "";
  for (let y = 0; y < cells.size; y += 1) {
    for (let x = 0, run = 0; x < cells.size; x += run || 1) {
      for (run = 0; cells.get(x + run, y); run += 1);
      if (run) path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${run}v1h-${run}z`;
    }
  }
  return { path, side: cells.size + 2 * QUIET_ZONE };
}
