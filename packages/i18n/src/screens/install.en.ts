/** The words of the page that helps a device to trust its store. */
export const install = {
  title: 'Trust this store',
  text: 'Once this device trusts the store, its register opens without warnings, works offline and keeps its sales.',
  first: '1. Get the certificate',
  download: 'Download the certificate',
  fingerprint: 'Fingerprint',
  compare: 'Compare it with the one the store server printed. If they differ, stop here and ask the manager.',
  second: '2. Install it',
  systems: {
    windows:
      'Windows: open the file, choose Install certificate, Local machine, and the store Trusted root authorities.',
    mac: 'Mac: open the file, find it in Keychain Access and set it to Always trust.',
    ipad: 'iPad: open Settings, Profile downloaded, install it, then About, Certificate trust settings, switch it on.',
    android: 'Android: Settings, Security, Install a certificate, CA certificate, and choose the file.',
    linux: 'Linux: in Chromium open Settings, Privacy and security, Manage certificates, and import it as trusted.',
  },
  third: '3. Open the register',
  open: 'Open the register',
  until: 'Good until {date}',
  none: 'This store has no certificate yet',
  noneText:
    'On the machine of the store run "npm run pos -- cert --data" with the folder of its data and start the store server again.',
} as const
