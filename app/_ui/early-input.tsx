"use client";

import { useEffect } from "react";

/** What a reader did while the page's scripts were still on their way. */
interface Early {
  readonly edited: ReadonlySet<EventTarget>;
  readonly held: { readonly form: HTMLFormElement; readonly submitter: HTMLElement | null } | null;
}

declare global {
  interface Window {
    cellproofEarly?: Early | undefined;
  }
}

/**
 * Runs before anything of a page is shown. A form that a component sends would be sent by the browser itself while the
 * page's scripts are still on their way, and everything typed would be gone: it is held back. Forms with an address of
 * their own are the browser's business. What is typed until then is noted, for no component has heard of it.
 */
const watch = `{
  window.cellproofEarly = { edited: new Set(), held: null };
  const note = (event) => window.cellproofEarly?.edited.add(event.target);
  for (const kind of ["input", "change"]) document.addEventListener(kind, note, true);
  document.addEventListener("submit", (event) => {
    const form = event.target, early = window.cellproofEarly;
    if (form.hasAttribute("action") || form.getAttribute("method") === "get") return;
    event.preventDefault();
    if (early) early.held = { form, submitter: event.submitter };
  }, true);
}`;

/**
 * Hands on what was typed and sent before the page came to life, once it has. Belongs into the frame of every screen: its
 * effect comes with those of all the page.
 */
export function EarlyInput() {
  useEffect(() => {
    let soon = setTimeout(() => {
      const early = window.cellproofEarly;
      window.cellproofEarly = undefined;
      // All are read before the first is told: React then shows what it knows of the others, which is nothing.
      for (const tell of [...(early?.edited ?? [])].map(tellOf)) tell();
      // After what the components make of it.
      soon = setTimeout(() => {
        if (early?.held?.form.isConnected === true) early.held.form.requestSubmit(early.held.submitter);
      });
    });
    return () => clearTimeout(soon);
  }, []);
  return <script>{watch}</script>;
}

/**
 * Reads a control, and returns how to say that it was changed to that. React knows no change in a value that stood there
 * when it came: it is taken away in its sight, and put back behind it.
 */
function tellOf(control: EventTarget): () => void {
  const say = (kind: string) => control.dispatchEvent(new Event(kind, { bubbles: true }));
  if (control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && isTyped(control))) {
    const { value, selectionStart, selectionEnd } = control;
    return () => {
      control.value = "";
      put(control, "value", value);
      // Null where a kind of control has no such places.
      if (selectionStart !== null) control.setSelectionRange(selectionStart, selectionEnd);
      say("input");
    };
  }
  if (control instanceof HTMLInputElement && control.type !== "file") {
    const { checked } = control;
    return () => {
      control.checked = !checked;
      put(control, "checked", checked);
      say("click");
    };
  }
  if (control instanceof HTMLSelectElement) {
    const { value } = control;
    return () => {
      control.value = value;
      say("change");
    };
  }
  return () => say("change");
}

function isTyped({ type }: HTMLInputElement): boolean {
  return !["checkbox", "radio", "file"].includes(type);
}

/** Sets a property as the browser has it, past the one React put on this very control. */
function put(control: HTMLElement, property: string, value: string | boolean): void {
  const prototype: unknown = Object.getPrototypeOf(control);
  Object.getOwnPropertyDescriptor(prototype, property)?.set?.call(control, value);
}
