import { clearMocks, mockIPC } from '@tauri-apps/api/mocks'
import { afterEach } from 'vitest'
import { adapterContract } from './adapter.contract.ts'
import { createInvokeAdapter, type WireRequest } from './index.ts'

// The shell's bridge hangs on the window of the page.
Object.assign(globalThis, { window: globalThis })
afterEach(() => clearMocks())

adapterContract('invoke', (server, options) => {
  mockIPC(async (command, payload) => {
    if (command !== 'execute') throw new Error(`the shell does not know ${command}`)
    const { request } = payload as { request: WireRequest }
    const answer = server.handle(request)
    if (answer === 'cut') throw new Error('the server is gone')
    return answer
  })
  return createInvokeAdapter(options)
})
