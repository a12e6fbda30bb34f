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
};
