import type { store as english } from './store.en.ts'
import type { Texts } from './texts.ts'

export const store: Texts<typeof english> = {
  area: {
    name: 'Tienda',
    menu: { devices: 'Equipos' },
  },
  signIn: {
    title: 'Entrar a la tienda',
    user: 'Usuario',
    password: 'Contraseña',
    submit: 'Entrar',
    toTill: 'Abrir la caja',
  },
}
