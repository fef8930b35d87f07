// A time beside a recording plays the recording from there. Without it the time is a link to the file.
document.addEventListener("click", (event) => {
  const link = (event.target as HTMLElement).closest<HTMLElement>("[data-seek]");
  const video = link?.closest("section, main")?.querySelector<HTMLVideoElement>("video") ?? document.querySelector("video");
  if (!link || !video) return;
  event.preventDefault();
  video.currentTime = Number(link.dataset.seek);
  void video.play().catch(() => undefined);
  video.scrollIntoView({ block: "nearest" });
});
