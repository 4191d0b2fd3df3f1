import { screenTexts } from '@pos/i18n'
import { createApp } from 'vue'
import { createI18n } from 'vue-i18n'
import { installUiKit } from '../src/index.ts'
import GalleryPage from './GalleryPage.vue'

const wanted = new URLSearchParams(location.search)
document.documentElement.classList.toggle('dark', wanted.get('theme') === 'dark')
const app = createApp(GalleryPage)
app.use(
  createI18n({
    legacy: false,
    locale: wanted.get('language') ?? 'en',
    fallbackLocale: 'en',
    messages: screenTexts,
  }),
)
installUiKit(app, { region: { locale: 'en-US', currency: 'USD', timeZone: 'America/Puerto_Rico' } })
app.mount('#app')
