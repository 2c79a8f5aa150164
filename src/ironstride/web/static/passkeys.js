// Passkeys: a button asks the device for its key and sends what it answers with the form.
// What the device is asked stands in the form's data-request, or is fetched from data-from.
// @ts-check
"use strict";

/** @param {string} text */
const said = (text) => {
  for (const place of document.querySelectorAll("[data-passkey-said]")) place.textContent = text;
};

const able = () =>
  "PublicKeyCredential" in window &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential &&
  "toJSON" in PublicKeyCredential.prototype;

/** @param {HTMLFormElement} form */
const asked = async (form) => {
  if (form.dataset.request) return JSON.parse(form.dataset.request);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.dataset.from ?? "", { headers });
  if (!answer.ok) throw new Error("The server did not answer. Try again.");
  return (await answer.json()).request_options;
};

/** @param {HTMLFormElement} form */
const credential = async (form) => {
  const { publicKey } = await asked(form);
  if (form.dataset.passkey !== "create") {
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
    return navigator.credentials.get({ publicKey: options });
  }
  publicKey.authenticatorSelection.residentKey = "required";
  publicKey.authenticatorSelection.requireResidentKey = true;
  publicKey.authenticatorSelection.userVerification = "required";
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
  return navigator.credentials.create({ publicKey: options });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  const field = form.querySelector("input[name=credential]");
  if (!able()) {
    said(
      window.isSecureContext
        ? "This browser is too old for passkeys."
        : "Passkeys need a secure connection: open this page over https.",
    );
    continue;
  }
  for (const button of form.querySelectorAll("button")) button.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (!(field instanceof HTMLInputElement) || field.value) return;
    event.preventDefault();
    try {
      field.value = JSON.stringify(await credential(form));
      form.submit();
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      said(
        name === "NotAllowedError" || name === "InvalidStateError"
          ? "The device gave no passkey. Try again, or go on without one."
          : `No passkey: ${error instanceof Error ? error.message : error}`,
      );
    }
  });
}
