import type { devices as english } from './devices.en.ts'
import type { Texts } from './texts.ts'

export const devices: Texts<typeof english> = {
  title: 'Equipos',
  context: 'Solo estos llegan al servidor de la tienda',
  name: 'Equipo',
  kind: 'Tipo',
  kinds: {
    till: 'Caja',
    phone: 'Teléfono',
    back_office: 'Oficina',
    display: 'Pantalla del cliente',
    store_server: 'Servidor de la tienda',
    hq_desktop: 'Computadora de la central',
  },
  register: 'Caja',
  noRegister: 'Ninguna todavía',
  state: 'Estado',
  states: { enrolled: 'Registrado', revoked: 'Revocado' },
  lastSeen: 'Visto por última vez',
  never: 'Nunca',
  emptyTitle: 'Todavía no hay equipos',
  emptyText: 'Cree aquí un código y escríbalo en el equipo nuevo.',
  add: 'Agregar equipo',
  addTitle: 'Agregar un equipo',
  addText: 'El código sirve una vez, durante diez minutos. Escríbalo en el equipo nuevo.',
  forRegister: 'Para la caja',
  anyRegister: 'Se elige en el equipo',
  makeCode: 'Crear código',
  code: 'Código',
  codeUntil: 'Sirve una vez, hasta {until}',
  done: 'Listo',
}
