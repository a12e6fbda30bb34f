/** Words about registrations that could not be sent yet. */
export const unsent = {
  unsent: {
    title: 'Belum terkirim dari tab ini',
    note: 'Dikirim sendiri sebagai draf begitu Sinergi terjangkau. Biarkan tab ini terbuka.',
    takenUp: 'Pendaftaran ini belum terkirim, jadi dilanjutkan di sini. Orang lain yang datang?',
  },
};
