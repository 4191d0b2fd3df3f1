/**
 * Runs in the page before its own scripts: notes, for every Enter that makes a cart line, how long it took until the
 * line was painted, and for every Enter after which the change shows, how long that took. Times are of the browser's
 * own clock, from the key to the first task after the frame. A key that is stamped with a later moment than that at
 * which it arrives, as those of a scanner in a test are, counts from its arrival.
 */
export const WATCH_PAINT = `
  const took = { lines: [], sales: [] }
  let pressedAt, lines = 0, isDone = false
  const notePaint = (list) => {
    const from = pressedAt
    pressedAt = undefined
    if (from === undefined) return
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => list.push(performance.now() - from)
      port2.postMessage(0)
    })
  }
  window.addEventListener('keydown', (event) => { if (event.key === 'Enter') pressedAt = Math.min(event.timeStamp, performance.now()) }, true)
  new MutationObserver(() => {
    const count = document.querySelectorAll('[data-line]').length
    const done = document.querySelector('.done .label') !== null
    if (count > lines) notePaint(took.lines)
    if (done && !isDone) notePaint(took.sales)
    lines = count
    isDone = done
  }).observe(document, { childList: true, subtree: true })
  globalThis.took = took
`
