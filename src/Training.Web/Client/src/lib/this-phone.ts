// What lies on this phone, and how to be rid of it; putting the site on the home screen.
import type { Runtime } from "./field-runtime";
import { Notices } from "./roll-notices";

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

let offered: InstallPrompt | undefined;
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered = event as InstallPrompt;
  for (const button of document.querySelectorAll<HTMLElement>("[data-install]")) button.hidden = false;
});

export function thisPhone(root: HTMLElement, runtime: Runtime): void {
  const box = root.querySelector<HTMLElement>("[data-phone]");
  if (box === null) return;
  const part = (name: string) => box.querySelector<HTMLElement>(`[data-${name}]`)!;
  box.hidden = false;
  new Notices(root, runtime.queue);
  const say = async () => {
    const rolls = await runtime.store.rolls(runtime.account);
    const { waiting, others } = await runtime.queue.state();
    part("phone-holds").textContent = [
      rolls.length > 0 ? `存着 ${rolls.length} 次课和名单，没有网络也能点名。名字都加了密，课过了两天就忘掉。` : "还没有存下课。有网的时候停一会儿就好。",
      waiting > 0 ? `还有 ${waiting} 条没传上去。` : "",
      others > 0 ? `别的账号还有 ${others} 条没传，用那个账号登录就会传。` : "",
    ].join("");
  };
  runtime.queue.onChange(() => void say());
  runtime.queue.onSnapshot(() => void say());
  void say();

  part("install").hidden = offered === undefined;
  part("install").addEventListener("click", () => void offered?.prompt().then(() => (part("install").hidden = true)));
  const standing = window.matchMedia("(display-mode: standalone)").matches;
  if (!standing && /iPhone|iPad/.test(navigator.userAgent)) {
    part("install-how").textContent = "装到桌面：点浏览器下面的“分享”，再点“添加到主屏幕”。";
    part("install-how").hidden = false;
  }

  part("forget").addEventListener("click", () => void runtime.queue.state().then(({ waiting, troubled, others }) => {
    const lost = waiting + troubled.length + others;
    part("forget-words").textContent = lost > 0
      ? `还有 ${lost} 条记录只在这台手机里，网站没有。忘掉就再也找不回来了。`
      : "把这台手机里存的课和名单都忘掉？网站上的不动，下次有网会重新存下。";
    part("forget-ask").hidden = false;
    part("forget-ask").focus();
  }));
  part("forget-no").addEventListener("click", () => {
    part("forget-ask").hidden = true;
    part("forget").focus();
  });
  part("forget-yes").addEventListener("click", () => {
    runtime.queue.stop();
    void runtime.store.erase().then(() => {
      part("phone-holds").textContent = "都忘掉了。";
      part("forget-ask").hidden = true;
      part("forget").hidden = true;
    });
  });
}

/** Signing out leaves no names behind; what is not sent yet stays sealed, and the person knows. */
export function guardSignOut(runtime: Runtime): void {
  let sure = false;
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const submitter = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    if (action !== "/sign-out" || sure) return;
    event.preventDefault();
    void leave();

    async function leave(): Promise<void> {
      await Promise.race([runtime.queue.flush(), new Promise((done) => setTimeout(done, 3000))]);
      const { waiting, line } = await runtime.queue.state();
      const cut = !navigator.onLine || line === "unreachable";
      if (cut && !window.confirm("没有网络，现在退不了，只能先忘掉这台手机上的课和名单，有网再退一次。要忘掉吗？")) return;
      if (waiting > 0 && !window.confirm(`还有 ${waiting} 条没传上去。退出以后它们锁在这台手机里，要用这个账号再登录才会接着传。还退出吗？`)) return;
      runtime.queue.stop();
      await runtime.store.leave();
      sure = true;
      if (form.requestSubmit && submitter) form.requestSubmit(submitter);
      else form.submit();
    }
  });
}
