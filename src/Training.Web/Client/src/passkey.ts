// Passkeys: the browser's own dialogue stands between two plain forms. Without WebAuthn the forms keep their words and nothing happens.

type Encoded = { challenge: string; user?: { id: string }; excludeCredentials?: { id: string }[]; allowCredentials?: { id: string }[] };

const bytes = (text: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const out = new Uint8Array(new ArrayBuffer(plain.length));
  for (let i = 0; i < plain.length; i++) out[i] = plain.charCodeAt(i);
  return out;
};

const text = (buffer: ArrayBuffer | null): string | null => {
  if (!buffer) return null;
  let plain = "";
  for (const b of new Uint8Array(buffer)) plain += String.fromCharCode(b);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";

async function options(address: string): Promise<Encoded> {
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRF-Token": token, Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Encoded;
}

// Written out by hand: older browsers know neither parseCreationOptionsFromJSON nor toJSON.
async function ask(kind: string, address: string): Promise<string> {
  const o = await options(address);
  const listed = (list?: { id: string }[]) => (list ?? []).map((c) => ({ ...c, id: bytes(c.id) }));
  if (kind === "create") {
    const made = await navigator.credentials.create({
      publicKey: { ...o, challenge: bytes(o.challenge), user: { ...o.user, id: bytes(o.user!.id) }, excludeCredentials: listed(o.excludeCredentials) } as unknown as PublicKeyCredentialCreationOptions,
    }) as PublicKeyCredential;
    const r = made.response as AuthenticatorAttestationResponse;
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, authenticatorAttachment: made.authenticatorAttachment, clientExtensionResults: made.getClientExtensionResults(),
      response: { clientDataJSON: text(r.clientDataJSON), attestationObject: text(r.attestationObject), transports: r.getTransports ? r.getTransports() : [] },
    });
  }
  const got = await navigator.credentials.get({
    publicKey: { ...o, challenge: bytes(o.challenge), allowCredentials: listed(o.allowCredentials) } as unknown as PublicKeyCredentialRequestOptions,
  }) as PublicKeyCredential;
  const r = got.response as AuthenticatorAssertionResponse;
  return JSON.stringify({
    id: got.id, rawId: text(got.rawId), type: got.type, authenticatorAttachment: got.authenticatorAttachment, clientExtensionResults: got.getClientExtensionResults(),
    response: { clientDataJSON: text(r.clientDataJSON), authenticatorData: text(r.authenticatorData), signature: text(r.signature), userHandle: text(r.userHandle) },
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  const button = form.querySelector("button")!;
  const words = form.querySelector<HTMLElement>("[data-passkey-words]");
  const field = form.querySelector<HTMLInputElement>("input[name=credential]")!;
  if (!window.PublicKeyCredential) continue;
  button.hidden = false;
  if (words) words.textContent = "";
  form.addEventListener("submit", (event) => {
    if (field.value) return;
    event.preventDefault();
    button.disabled = true;
    ask(form.dataset.passkey!, form.dataset.options!).then(
      (credential) => {
        field.value = credential;
        form.submit();
      },
      () => {
        button.disabled = false;
        if (words) words.textContent = "没有办成：您取消了，或者这台设备用不了。可以再试一次。";
      },
    );
  });
}
