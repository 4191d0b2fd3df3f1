import { onBeforeUnmount, onMounted, shallowRef, type Ref } from 'vue'

const PHONE = '(max-width: 639px)'

/** Whether the window is as narrow as a phone's. */
export function useIsPhone(): Readonly<Ref<boolean>> {
  const query = window.matchMedia(PHONE)
  const isPhone = shallowRef(query.matches)
  const follow = () => (isPhone.value = query.matches)
  onMounted(() => query.addEventListener('change', follow))
  onBeforeUnmount(() => query.removeEventListener('change', follow))
  return isPhone
}
