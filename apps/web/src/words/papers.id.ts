/** Words about getting ready: readiness on the file, the list that a person takes along, the letter after a refusal. */
export const papers = {
  ready: {
    title: 'Kesiapan',
    asOf: (day: string) => `Per ${day}`,
    complete: 'Semua dokumen wajib sudah lengkap dan sah.',
    earliest: (day: string, count: number, isToday: boolean) =>
      isToday
        ? `${count} dokumen menunggu pemeriksaan; bila lolos, orang ini siap hari ini.`
        : `Paling cepat siap ${day}: ${count} dokumen belum beres.`,
    noPlan: 'Rencana berangkat belum diisi, sehingga batas pengurusan belum dapat dihitung.',
    planLost: (planned: string) => `Rencana ${planned} tidak tercapai.`,
    mustAsk: (name: string, by: string, planned: string, isHandedIn: boolean, isPast: boolean) => {
      const deed = isHandedIn ? 'diperiksa' : 'dimohon';
      return isPast
        ? `${name} seharusnya ${deed} paling lambat ${by}; keberangkatan ${planned} bergeser.`
        : `${name} harus ${deed} paling lambat ${by}, jika tidak keberangkatan ${planned} bergeser.`;
    },
    picture: (today: string, ready: string) =>
      `Garis waktu dokumen yang belum beres, dari ${today} sampai ${ready}. Rinciannya dalam tabel di bawah.`,
    today: 'Hari ini',
    departs: (day: string) => `Rencana ${day}`,
    asTable: (count: number) => `Rincian ${count} dokumen: siapa bertindak dan kapan`,
    tableTitle: 'Dokumen yang menahan keberangkatan, menurut urutan pengurusan',
    who: 'Siapa bertindak',
    when: 'Paling cepat',
    lastDay: 'Paling lambat dimohon',
    span: (from: string, to: string) => `${from} sampai ${to}`,
    after: (names: string) => `Sesudah: ${names}`,
    verifier: (role: string) => `Diperiksa ${role}`,
    issuer: (name: string) => `Diurus pada ${name}`,
    note: 'Dihitung dari lama pengurusan dan urutan dokumen; jadwal angkatan pelatihan belum ikut dihitung.',
  },
  list: {
    open: 'Daftar untuk dibawa',
    title: 'Daftar periksa dokumen',
    back: 'Kembali ke berkas',
    asOf: (day: string) => `Keadaan pada ${day}`,
    person: 'Nama',
    caseNo: 'Nomor berkas',
    departure: 'Rencana berangkat',
    noDeparture: 'Belum ditentukan',
    scheme: 'Skema dan tujuan',
    toBring: (count: number) => `Yang masih harus Anda urus (${count})`,
    nothing: 'Semua dokumen wajib sudah kami terima. Anda tidak perlu membawa apa-apa lagi.',
    inHand: (count: number) => `Sudah kami terima, sedang diperiksa (${count})`,
    inOrder: (count: number) => `Sudah beres (${count})`,
    optional: (count: number) => `Tidak wajib, tetapi berguna (${count})`,
    document: 'Dokumen dan dasarnya',
    state: 'Keadaan',
    bring: 'Yang dibawa',
    where: 'Di mana dan kapan',
    at: (issuer: string) => `Diurus di: ${issuer}`,
    leadTime: (days: number) => `Lamanya kira-kira ${days} hari`,
    actBy: (day: string) => `Mulai paling lambat ${day}`,
    atOnce: 'Urus sekarang juga',
    tick: 'Sudah',
    contact: 'Tanya atau serahkan dokumen kepada',
    officer: (name: string, role: string) => `${name}, ${role}`,
    counter: 'Petugas loket',
    phone: 'Telepon kantor',
    note: 'Bawa dokumen asli. Jangan kirim foto KTP, NIK, atau paspor lewat pesan. Jangan titipkan dokumen asli kepada calo.',
    copy: 'Salin untuk WhatsApp',
    copied: 'Pesan sudah disalin. Tempel di WhatsApp orang ini.',
    copyFailed: 'Peramban tidak mengizinkan menyalin. Pilih teks di bawah, lalu salin sendiri.',
    message: 'Isi pesan',
    messageHint: 'Tanpa NIK dan tanpa nomor dokumen.',
    messageGreeting: (name: string) => `Yth. ${name},`,
    messageLead: (count: number, departure: string | null) =>
      departure === null
        ? `Masih ada ${count} dokumen yang perlu Anda urus:`
        : `Masih ada ${count} dokumen yang perlu Anda urus untuk berangkat ${departure}:`,
    messageNothing: 'Semua dokumen wajib Anda sudah kami terima.',
    messageLine: (no: number, name: string, issuer: string, by: string | null) => `${no}. ${name} (${issuer})${by ? `: ${by}` : ''}`,
    messageAtOnce: 'urus sekarang juga',
    messageBy: (day: string) => `paling lambat ${day}`,
    messageMore: (count: number) => `Dan ${count} lagi. Mintalah daftar lengkapnya di kantor kami.`,
    messageInHand: (count: number) => `${count} dokumen sedang kami periksa.`,
    messageEnd: (officer: string | null) =>
      officer === null ? 'Bawa dokumen asli ke kantor kami.' : `Bawa dokumen asli ke kantor kami. Petugas Anda: ${officer}.`,
    messageSafety: 'Jangan kirim foto KTP, NIK, atau paspor lewat WhatsApp.',
  },
};
