import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { installUiKit } from '@pos/ui-kit'
import App from './App.vue'
import { createTexts } from './app/texts.ts'
import { applyTheme, savedTheme } from './app/theme.ts'
import { createPages } from './router.ts'

applyTheme(savedTheme())
const app = createApp(App)
app.use(createPinia())
app.use(createTexts())
installUiKit(app)
app.use(createPages())
app.mount('#app')
