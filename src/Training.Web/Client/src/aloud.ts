// Reads the page aloud with the voice that the phone itself has. Without one the button stays away.
const button = document.querySelector<HTMLButtonElement>("[data-aloud]");
const words = button?.querySelector("span");
const voice = window.speechSynthesis;

function sentences(): string[] {
  const main = document.querySelector("main");
  return (main?.innerText ?? "").split(/\n+/).map((line) => line.trim()).filter((line) => line.length > 0);
}

function idle(): void {
  if (words) words.textContent = "把这一页读给我听";
}

if (button && words && voice) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (voice.speaking) {
      voice.cancel();
      idle();
      return;
    }
    words.textContent = "先不读了";
    const lines = sentences();
    lines.forEach((line, index) => {
      const speech = new SpeechSynthesisUtterance(line);
      speech.lang = "zh-CN";
      speech.rate = 0.85;
      if (index === lines.length - 1) speech.onend = idle;
      voice.speak(speech);
    });
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
