/** 2:48 */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** 2分48秒, for screen readers. */
export function spoken(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return whole < 60 ? `${whole}秒` : `${Math.floor(whole / 60)}分${whole % 60}秒`;
}

/** 412 MB */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** 大约还要 3 分钟 */
export function left(seconds: number): string {
  if (!Number.isFinite(seconds)) return "正在算还要多久";
  if (seconds < 10) return "马上就好";
  if (seconds < 60) return `大约还要 ${Math.ceil(seconds / 10) * 10} 秒`;
  return seconds < 3600 ? `大约还要 ${Math.ceil(seconds / 60)} 分钟` : `大约还要 ${(seconds / 3600).toFixed(1)} 小时`;
}
