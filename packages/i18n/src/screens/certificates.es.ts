import type { certificates as english } from './certificates.en.ts'
import type { Texts } from './texts.ts'

export const certificates: Texts<typeof english> = {
  title: 'Conexión segura',
  context: 'Cómo llegan a esta tienda las cajas de otros equipos: por https, con un certificado en el que confían',
  server: 'Certificado de este servidor',
  serverText: 'El servidor lo renueva por sí solo 45 días antes de que venza. Las cajas no notan nada.',
  port: 'Responde por https en',
  portOf: 'Puerto {port}',
  names: 'Cubre',
  until: 'Válido hasta',
  print: 'Huella',
  authority: 'Autoridad de esta tienda',
  authorityText: 'Cada caja confía en ella una vez. La huella que muestre debe ser esta.',
  authorityName: 'Nombre',
  install: 'Abrir la página de instalación',
  renew: 'Renovar ahora',
  renewTitle: '¿Renovar el certificado?',
  renewText: 'Vale de inmediato, sin reiniciar. La autoridad es la misma, así que las cajas siguen confiando.',
  askedNames: 'Más nombres y direcciones',
  askedHint: 'Además de los de este equipo, separados por comas; hasta 8.',
  askedWrong: 'Uno de ellos no es ni un nombre de equipo ni una dirección, o son más de 8.',
  renewed: 'El certificado se renovó.',
  endsSoon: {
    server: 'El certificado de este servidor vence el {date}',
    serverText: 'Debió renovarse por sí solo. Renuévelo aquí; si no se puede, mire el registro del servidor.',
    authority: 'La autoridad de esta tienda vence el {date}',
    authorityText:
      'Antes de esa fecha ejecute "npm run pos -- cert --new-authority --data" con la carpeta de sus datos en el equipo de la tienda, inicie otra vez el servidor e instale la nueva en cada caja.',
  },
  none: 'Esta tienda todavía no tiene certificado',
  noneText:
    'Hasta que lo tenga, las cajas de otros equipos no pueden trabajar sin conexión. En el equipo de la tienda ejecute "npm run pos -- cert --data" con la carpeta de sus datos e inicie otra vez el servidor.',
}
