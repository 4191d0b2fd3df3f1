import { screenTexts } from '@pos/i18n'
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach } from 'vitest'
import { createI18n } from 'vue-i18n'
import type { Component } from 'vue'
import { installUiKit } from '../src/index.ts'

// The last one given is done first.
afterEach(() => (document.body.innerHTML = ''))
enableAutoUnmount(afterEach)

type Given = { readonly props?: object; readonly slots?: object; readonly language?: 'en' | 'es' }

/** A component as a page shows it, in a document, with the words and the numbers of a shop in New York. */
export function show(component: Component, { props = {}, slots = {}, language = 'en' }: Given = {}): VueWrapper {
  const texts = createI18n({ legacy: false, locale: language, messages: screenTexts })
  const kit = {
    install: (app: Parameters<typeof installUiKit>[0]) =>
      installUiKit(app, { region: { locale: 'en-US', currency: 'USD', timeZone: 'America/New_York' }, now: () => NOW }),
  }
  return mount(component, {
    props: { ...props },
    slots: { ...slots },
    attachTo: document.body,
    global: { plugins: [texts, kit] },
  } as Parameters<typeof mount>[1]) as VueWrapper
}

/** Saturday 21 November 2026, 14:06 in New York. */
export const NOW = Date.UTC(2026, 10, 21, 19, 6)

/** Presses a key where the focus is. */
export function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  ;(document.activeElement ?? document.body).dispatchEvent(event)
  return event
}
