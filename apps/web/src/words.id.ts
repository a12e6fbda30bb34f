import { cases } from './words/cases.id.js';
import { desk } from './words/desk.id.js';
import { handover } from './words/handover.id.js';
import { lists } from './words/lists.id.js';
import { office } from './words/office.id.js';
import { papers } from './words/papers.id.js';
import { scans } from './words/scans.id.js';
import { registration } from './words/registration.id.js';
import { terms } from './words/terms.id.js';

/** Everything the application says, in Indonesian: formal, short, "Anda". Codes of the server are named in words/terms. */
export const words = {
  terms,
  ...cases,
  ...papers,
  ...scans,
  ...lists,
  ...desk,
  ...office,
  ...handover,
  ...registration,
  common: {
    loading: 'Memuat…',
    retry: 'Coba lagi',
    reload: 'Muat ulang',
    loadMore: 'Muat lagi',
    close: 'Tutup',
    cancel: 'Batal',
    unsaved: 'Isian ini belum disimpan.',
    throwAway: 'Buang isian',
    goOn: 'Lanjut mengisi',
    save: 'Simpan',
    print: 'Cetak',
    filter: 'Saring',
    choose: 'Pilih…',
    unknown: 'Belum diketahui',
    notYet: 'Belum ada',
    yes: 'Ya',
    activeFilters: 'Saringan yang aktif',
    removeFilter: (label: string) => `Hapus saringan ${label}`,
    resetFilters: 'Hapus semua saringan',
  },
  nav: {
    skip: 'Langsung ke isi',
    tagline: 'Koordinasi pelindungan PMI',
    main: 'Menu utama',
    mainPhone: 'Menu bawah',
    more: 'Lainnya',
    signOut: 'Keluar',
    demoLabel: 'Mode demo',
    demo: 'MODE DEMO: semua orang dan NIK di sini rekaan. Jangan masukkan data orang sungguhan.',
    foot: 'Sinergi melengkapi SISKOP2MI dan SIAPkerja, bukan penggantinya. Waktu: WITA.',
    home: 'Beranda',
    candidates: 'CPMI',
    verification: 'Verifikasi',
    imports: 'Impor',
    training: 'Pelatihan',
    partnerships: 'Kemitraan',
    reminders: 'Pengingat',
    dashboard: 'Dasbor',
    admin: 'Akun',
    help: 'Bantuan',
  },
  fallback: {
    missingTitle: 'Halaman tidak ditemukan',
    missing: 'Alamat ini tidak ada di Sinergi.',
    missingNext: 'Periksa tautannya, atau mulai lagi dari beranda.',
    home: 'Ke beranda',
    awayTitle: 'Sinergi belum dapat dibuka',
    crashTitle: 'Halaman ini gagal ditampilkan',
    crash: 'Muat ulang halaman. Jika terulang, beri tahu admin apa yang sedang Anda lakukan. Isian formulir tetap tersimpan di tab ini.',
  },
  problem: {
    titles: (code: string): string => {
      if (code === 'offline') return 'Sinergi tidak terjangkau.';
      return code === 'unavailable' ? 'Layanan sedang tidak tersedia.' : 'Permintaan tidak berhasil.';
    },
    advice: (code: string, seconds: number | null): string | null => {
      if (code === 'offline') return 'Periksa sambungan internet Anda, lalu coba lagi. Isian Anda tidak hilang.';
      if (code === 'not-permitted') return 'Jika ini bagian tugas Anda, minta admin memeriksa peran akun Anda.';
      if (code === 'not-found') return 'Data ini tidak ada, sudah dihapus, atau di luar wilayah kerja Anda.';
      if (code === 'too-many') return seconds ? `Tunggu ${seconds} detik, lalu coba lagi.` : 'Tunggu sebentar, lalu coba lagi.';
      if (code === 'wrong-credentials') return 'Periksa huruf besar-kecil. Lupa kata sandi? Hubungi admin kantor Anda.';
      if (code === 'changed-meanwhile') return 'Tutup jendela ini, periksa versi terbaru, lalu ulangi.';
      return null;
    },
    request: (id: string) => `Nomor permintaan: ${id}`,
  },
  conflict: {
    title: 'Data ini baru saja diubah orang lain',
  },
  area: {
    regency: 'Kabupaten/kota',
    district: 'Kecamatan',
    village: 'Desa/kelurahan',
    choose: 'Pilih…',
  },
  readiness: {
    none: 'Belum ada daftar',
    short: (verified: number, submitted: number, required: number) => `${verified} sah · ${submitted} masuk dari ${required}`,
    long: (verified: number, submitted: number, required: number) =>
      `${verified} terverifikasi, ${submitted} diserahkan, dari ${required} yang wajib`,
  },
  login: {
    title: 'Masuk ke Sinergi',
    motto: 'Berangkat kompeten, dokumen lengkap, pulang sejahtera.',
    about:
      'Satu berkas untuk setiap calon pekerja migran: BP3MI, BLK, dan pemerintah daerah bekerja dari catatan yang sama, masing-masing sebatas kewenangannya.',
    over: 'Sesi Anda sudah berakhir. Silakan masuk lagi; isian yang belum disimpan tetap ada di tab ini.',
    pick: 'Pilih peran untuk mencoba',
    demo: 'Mode demo: satu klik langsung masuk, tanpa kata sandi. Semua data rekaan.',
    orPassword: 'Atau masuk dengan kata sandi',
    username: 'Nama pengguna',
    password: 'Kata sandi',
    showPassword: 'Tampilkan kata sandi',
    enter: 'Masuk',
    notice: 'Data di sini adalah data pribadi (UU 27/2022). Setiap berkas yang dibuka dan diubah tercatat atas nama Anda.',
  },
  home: {
    title: 'Beranda',
    lead: (name: string, day: string) => `Selamat bekerja, ${name}. ${day}.`,
    action: 'Perlu tindakan',
    nothing: 'Tidak ada yang menunggu.',
    nothingNext: 'Semua sudah beres untuk hari ini. Pengingat baru datang setiap pagi pukul 08.00 WITA.',
    settled: 'Tidak ada:',
    shortcuts: 'Mulai dari sini',
    register: 'Daftarkan CPMI',
    importList: 'Impor daftar dari Excel',
    verify: 'Verifikasi dokumen',
    recordVisit: 'Catat kunjungan',
    batches: 'Buka angkatan pelatihan',
    figures: 'Lihat angka wilayah',
    accounts: 'Kelola akun pengguna',
    reminders: 'Pengingat terbaru',
    allReminders: 'Semua pengingat',
    noReminders: 'Belum ada pengingat untuk Anda.',
    due: (day: string) => `jatuh tempo ${day}`,
    tone: { urgent: 'Mendesak', attention: 'Perlu perhatian', calm: 'Untuk diketahui' },
    code: {
      documents_waiting: 'dokumen menunggu verifikasi',
      duplicates_open: 'berkas mungkin orang yang sama',
      identity_mismatches: 'dokumen berbeda data diri',
      departures_at_risk: 'keberangkatan terancam dokumen',
      candidates_stalled: 'CPMI mandek di tahapnya',
      reminders_open: 'pengingat belum selesai',
      handovers_waiting: 'serah terima menunggu jawaban Anda',
      imports_open: 'impor belum dikonfirmasi',
      batches_without_result: 'angkatan tanpa hasil lengkap',
      batches_low_fill: 'angkatan masih sepi peserta',
      commitments_overdue: 'komitmen lewat tenggat',
      commitments_due: 'komitmen segera jatuh tempo',
      agreements_expiring: 'kesepakatan segera berakhir',
      registration_drafts: 'draf pendaftaran Anda',
    },
  },
};

export type Words = typeof words;
