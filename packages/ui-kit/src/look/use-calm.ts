import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'

const BEFORE_MS = 300
const AT_LEAST_MS = 400

/** A sign of waiting that comes only when the wait is long, and then stays long enough not to flicker. */
export function useCalm(isWaiting: () => boolean): Readonly<Ref<boolean>> {
  const isShown = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOwed = false

  function show(): void {
    isShown.value = true
    isOwed = true
    timer = setTimeout(() => {
      isOwed = false
      if (!isWaiting()) isShown.value = false
    }, AT_LEAST_MS)
  }
  watch(
    isWaiting,
    (waits) => {
      if (waits && !isShown.value) timer = setTimeout(show, BEFORE_MS)
      else if (!waits && !isOwed) {
        clearTimeout(timer)
        isShown.value = false
      }
    },
    { immediate: true },
  )
  onBeforeUnmount(() => clearTimeout(timer))
  return isShown
}
