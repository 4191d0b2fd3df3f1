/** The words of the page on how the store speaks https. */
export const certificates = {
  title: 'Secure connection',
  context: 'How registers on other machines reach this store: by https, with a certificate they trust',
  server: 'Certificate of this server',
  serverText: 'The server makes it anew by itself 45 days before it ends. Registers notice nothing.',
  port: 'Answers https at',
  portOf: 'Port {port}',
  names: 'Covers',
  until: 'Good until',
  print: 'Fingerprint',
  authority: 'Authority of this store',
  authorityText: 'Every register trusts it once. The fingerprint there must be this one.',
  authorityName: 'Name',
  install: 'Open the installation page',
  renew: 'Renew now',
  renewTitle: 'Make the certificate anew?',
  renewText: 'It is in use at once, without a restart. The authority stays the same, so registers go on trusting it.',
  askedNames: 'More names and addresses',
  askedHint: 'Besides those of this machine, divided by commas; up to 8.',
  askedWrong: 'One of these is neither a host name nor an address, or they are more than 8.',
  renewed: 'The certificate was made anew.',
  endsSoon: {
    server: 'The certificate of this server ends on {date}',
    serverText: 'It should have been made anew by itself. Renew it here; if that fails, look at the log of the server.',
    authority: 'The authority of this store ends on {date}',
    authorityText:
      'Before that run "npm run pos -- cert --new-authority --data" with the folder of its data on the machine of the store, start the store server again and install the new one on every register.',
  },
  none: 'This store has no certificate yet',
  noneText:
    'Registers on other machines cannot work offline until it has one. On the machine of the store run "npm run pos -- cert --data" with the folder of its data and start the store server again.',
} as const
