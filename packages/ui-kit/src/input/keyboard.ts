import { onBeforeUnmount, onMounted } from 'vue'

/** Whether a key pressed there is typed into something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}

/** Whether a modal dialog is open that the element is not part of: its keys are not ours. */
export function isBehindDialog(element: Element | null | undefined): boolean {
  const dialogs = document.querySelectorAll('[aria-modal="true"]')
  const top = dialogs.item(dialogs.length - 1)
  return top !== null && !(element?.closest('[aria-modal="true"]') === top)
}

/** Listens to the keyboard of the page while the component is shown. Keys that somebody handled do not arrive. */
export function usePageKeys(handle: (event: KeyboardEvent) => void): void {
  const listen = (event: KeyboardEvent) => {
    if (!event.defaultPrevented && !event.isComposing) handle(event)
  }
  onMounted(() => window.addEventListener('keydown', listen))
  onBeforeUnmount(() => window.removeEventListener('keydown', listen))
}
