import type { install as english } from './install.en.ts'
import type { Texts } from './texts.ts'

export const install: Texts<typeof english> = {
  title: 'Confiar en esta tienda',
  text: 'Cuando este equipo confía en la tienda, su caja abre sin avisos, trabaja sin conexión y guarda sus ventas.',
  first: '1. Obtenga el certificado',
  download: 'Descargar el certificado',
  fingerprint: 'Huella',
  compare: 'Compárela con la que imprimió el servidor de la tienda. Si no es igual, pare aquí y avise al gerente.',
  second: '2. Instálelo',
  systems: {
    windows: 'Windows: abra el archivo, elija Instalar certificado, Equipo local, y Entidades raíz de confianza.',
    mac: 'Mac: abra el archivo, búsquelo en Acceso a Llaveros y elija Confiar siempre.',
    ipad: 'iPad: abra Ajustes, Perfil descargado, instálelo; luego Información, Confianza de certificados, y actívelo.',
    android: 'Android: Ajustes, Seguridad, Instalar un certificado, Certificado de CA, y elija el archivo.',
    linux: 'Linux: en Chromium abra Configuración, Privacidad y seguridad, Gestionar certificados, e impórtelo.',
  },
  third: '3. Abra la caja',
  open: 'Abrir la caja',
  until: 'Válido hasta el {date}',
  none: 'Esta tienda todavía no tiene certificado',
  noneText:
    'En la máquina de la tienda ejecute "npm run pos -- cert --data" con la carpeta de sus datos e inicie otra vez el servidor de la tienda.',
}
