import { useScanStore } from '@pos/pos-logic/stores'
import { isTyping } from '@pos/ui-kit'
import { onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'
import { playTone } from './play-tone.ts'

/**
 * Gives every key of the page to the scan queue first. What turns out to be a person's is pressed again, where the
 * focus is then.
 */
export function useScanKeys(): void {
  const scan = useScanStore()
  const router = useRouter()
  let detach = () => {}
  const listen = (event: KeyboardEvent) => {
    const isOurs = event.isTrusted && !event.isComposing && !event.repeat && !event.defaultPrevented
    if (!isOurs || !scan.key(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  onMounted(() => {
    detach = scan.attach({
      toSale: () => void router.push({ name: 'sell' }),
      toReturn: (documentNo) => void router.push({ name: 'return', query: { receipt: documentNo } }),
      onTyped: (keys) => keys.forEach(press),
      onTakenBack: (keys) => takeOut(keys.join('')),
      onHeard: playTone,
    })
    window.addEventListener('keydown', listen, { capture: true })
  })
  onBeforeUnmount(() => {
    detach()
    window.removeEventListener('keydown', listen, { capture: true })
  })
}

function press(key: string): void {
  const target = document.activeElement ?? document.body
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true })
  if (!target.dispatchEvent(event)) return
  // Who handled it may have moved the focus to where it is to be typed.
  const field = document.activeElement
  if (field !== null && isTyping(field)) type(field, key)
  else if (key === ' ' && target instanceof HTMLElement) target.click()
}

function type(target: Element, key: string): void {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  if (!isField || target.readOnly || target.selectionStart === null || target.selectionEnd === null) return
  const { selectionStart, selectionEnd, value, maxLength } = target
  const length = value.length - (selectionEnd - selectionStart) + key.length
  if (maxLength >= 0 && length > maxLength) return
  target.setRangeText(key, selectionStart, selectionEnd, 'end')
  target.dispatchEvent(new InputEvent('input', { bubbles: true, data: key, inputType: 'insertText' }))
}

function takeOut(text: string): void {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement) || field.selectionStart === null) return
  const start = field.selectionStart - text.length
  if (field.value.slice(start, field.selectionStart) !== text) return
  field.setRangeText('', start, field.selectionStart, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }))
}
