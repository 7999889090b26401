/** Adds and uses passkeys: forms marked `data-passkey` ask the server for options, the device for a
 * credential, and then send themselves. Without support in the browser they stay hidden. */

type Ceremony = "create" | "get";

async function options(form: HTMLFormElement): Promise<unknown> {
  const answer = await fetch(form.dataset.options ?? "", {
    method: "POST",
    body: new FormData(form),
    credentials: "same-origin",
  });
  if (!answer.ok) {
    throw new Error(`passkey options: ${answer.status}`);
  }

  return answer.json();
}

async function credential(ceremony: Ceremony, wish: unknown): Promise<Credential | null> {
  return ceremony === "create"
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
          wish as PublicKeyCredentialCreationOptionsJSON),
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
          wish as PublicKeyCredentialRequestOptionsJSON),
      });
}

/** Some password managers leave out the extension results, which the server requires. */
export function complete(json: Record<string, unknown>): Record<string, unknown> {
  return { ...json, clientExtensionResults: json.clientExtensionResults ?? {} };
}

async function send(form: HTMLFormElement, ceremony: Ceremony): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
  const field = form.elements.namedItem("credential");
  if (!(field instanceof HTMLInputElement)) {
    return;
  }

  try {
    const made = await credential(ceremony, await options(form));
    if (!(made instanceof PublicKeyCredential)) {
      return;
    }

    field.value = JSON.stringify(complete(made.toJSON() as unknown as Record<string, unknown>));
    form.submit();
  } catch {
    failed?.removeAttribute("hidden");
  }
}

if (typeof window !== "undefined" && "PublicKeyCredential" in window
  && "parseCreationOptionsFromJSON" in PublicKeyCredential) {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, form.dataset.passkey === "create" ? "create" : "get");
    });
  }
}
