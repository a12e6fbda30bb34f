import { addDays, addMonths } from '#libs/rulebook';

const BOMBANA_VISIT_ON = '2026-01-16';
const visitIds = {
  bombana: '01890000-0000-7000-8000-0000000000f1',
  wakatobi: '01890000-0000-7000-8000-0000000000f2',
  kolakaUtara: '01890000-0000-7000-8000-0000000000f3',
} as const;
const id = (n: number): string => `01890000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

/** Visits. The one of 16 January 2026 is the published news text; its hosts are officials who were named there. */
export function demoVisits(today: string) {
  return [
    {
      id: visitIds.bombana,
      areaCode: '74.06',
      type: 'coordination',
      visitedOn: BOMBANA_VISIT_ON,
      place: 'Ruang kerja Wakil Bupati Bombana, Rumbia',
      hosts: [
        { name: 'Ahmad Yani', position: 'Wakil Bupati Bombana' },
        { name: 'Arisgumianto', position: 'Kepala UPTD BLK Bombana' },
      ],
      delegation: 'La Ode Askar, Kepala BP3MI Sulawesi Tenggara, beserta staf',
      topics: ['training_facility', 'protection', 'socialisation'],
      minutes: null,
      nextVisitOn: addMonths(BOMBANA_VISIT_ON, 3),
    },
    {
      id: visitIds.wakatobi,
      areaCode: '74.07',
      type: 'audience',
      visitedOn: addDays(today, -57),
      place: 'Kantor Bupati Wakatobi, Wangi-Wangi',
      hosts: [{ name: 'Kepala Dinas Tenaga Kerja', position: 'Dinas Tenaga Kerja Wakatobi' }],
      delegation: 'Tim pelindungan BP3MI Sulawesi Tenggara',
      topics: ['return_reception', 'focal_point'],
      minutes: 'Wakatobi menyiapkan narahubung di tiap kecamatan dan meminjamkan mess di pelabuhan untuk PMI yang pulang.',
      nextVisitOn: addDays(today, 30),
    },
    {
      id: visitIds.kolakaUtara,
      areaCode: '74.08',
      type: 'socialisation',
      visitedOn: '2025-10-16',
      place: 'Lasusua',
      hosts: [{ name: 'Camat Lasusua', position: 'Kecamatan Lasusua' }],
      delegation: 'Tim sosialisasi BP3MI',
      topics: ['socialisation'],
      minutes: 'Sosialisasi peluang kerja dan bahaya penempatan nonprosedural, 100 peserta.',
      nextVisitOn: null,
    },
  ];
}

/** Promises as they were said. Those of Bombana came without any date; one has got a due date as the first follow-up. */
export function demoCommitments(today: string) {
  const base = { agreementId: null, target: null, legalBasis: null, dueOn: null, state: 'stated', evidence: null, fulfilledOn: null };
  return [
    {
      ...base,
      id: id(1),
      areaCode: '74.06',
      visitId: visitIds.bombana,
      promisedByOffice: 'Pemerintah Kabupaten Bombana',
      promisedByPerson: 'Ahmad Yani',
      category: 'policy_support',
      legalBasis: 'UU 18/2017 pasal 41',
      quote:
        'siap mendukung penuh program-program yang berorientasi pada kesejahteraan masyarakat, khususnya dalam menyiapkan tenaga kerja yang kompeten dan terlindungi secara hukum',
    },
    {
      ...base,
      id: id(2),
      areaCode: '74.06',
      visitId: visitIds.bombana,
      promisedByOffice: 'UPTD BLK Bombana',
      promisedByPerson: 'Arisgumianto',
      category: 'training_facility',
      legalBasis: 'PP 59/2021 pasal 35 huruf o',
      state: 'agreed',
      quote: 'memfasilitasi sarana pelatihan bagi para CPMI sesuai dengan standar industri internasional yang dibutuhkan saat ini',
      target: 'Daftar sarana las dan bahasa beserta kekurangannya diserahkan kepada BP3MI',
      dueOn: addDays(today, 14),
    },
    {
      ...base,
      id: id(3),
      areaCode: '74.06',
      visitId: visitIds.bombana,
      promisedByOffice: 'BP3MI Sulawesi Tenggara',
      promisedByPerson: 'La Ode Askar',
      category: 'coordination',
      quote: 'koordinasi intensif guna membangun sinergitas pelindungan serta pelatihan peningkatan kapasitas bagi CPMI',
    },
    {
      ...base,
      id: id(4),
      areaCode: '74.07',
      visitId: visitIds.wakatobi,
      promisedByOffice: 'Dinas Tenaga Kerja Wakatobi',
      promisedByPerson: null,
      category: 'focal_point',
      legalBasis: 'UU 18/2017 pasal 41',
      state: 'in_progress',
      quote: 'setiap kecamatan akan punya satu narahubung',
      target: '8 narahubung, satu di tiap kecamatan',
      dueOn: addDays(today, -1),
    },
    {
      ...base,
      id: id(5),
      areaCode: '74.07',
      visitId: visitIds.wakatobi,
      promisedByOffice: 'Pemerintah Kabupaten Wakatobi',
      promisedByPerson: null,
      category: 'return_reception',
      state: 'fulfilled',
      quote: 'mess di pelabuhan dapat dipakai untuk PMI yang pulang',
      target: 'Mess siap dipakai',
      dueOn: addDays(today, -20),
      fulfilledOn: addDays(today, -25),
      evidence: 'Berita acara peminjaman mess',
    },
    {
      ...base,
      id: id(6),
      areaCode: '74.08',
      visitId: visitIds.kolakaUtara,
      promisedByOffice: 'Kecamatan Lasusua',
      promisedByPerson: null,
      category: 'regulation',
      state: 'stated',
      quote: 'desa-desa akan kami ajak menyusun peraturan desa tentang pelindungan PMI',
      target: 'Rancangan peraturan desa di dua desa',
      dueOn: addDays(today, 3),
    },
  ];
}

/** Agreements of the region. Signing days follow the press where it names them; the days they end are invented. */
export function demoAgreements(today: string) {
  const base = {
    numberFirstParty: null,
    numberSecondParty: null,
    counterpartPerson: null,
    blockedReason: null,
    signedOn: null,
    effectiveOn: null,
    expiresOn: null,
  };
  const title = 'Nota Kesepakatan Sinergi Pelatihan, Penempatan, dan Pelindungan Pekerja Migran Indonesia';
  const scope = ['eradicate_syndicates', 'legal_aid', 'training', 'services', 'dissemination'];
  return [
    {
      ...base,
      id: id(11),
      areaCode: '74.13',
      type: 'synergy_agreement',
      title,
      counterpartOffice: 'Bupati Muna Barat',
      scope,
      state: 'active',
      signedOn: addMonths(addDays(today, 20), -24),
      effectiveOn: addMonths(addDays(today, 20), -24),
      expiresOn: addDays(today, 20),
      numberFirstParty: '100.3.7/CONTOH/2024',
    },
    {
      ...base,
      id: id(12),
      areaCode: '74.04',
      type: 'synergy_agreement',
      title,
      counterpartOffice: 'Bupati Buton',
      scope,
      state: 'active',
      signedOn: '2022-06-16',
      effectiveOn: '2022-06-16',
      expiresOn: '2027-06-15',
    },
    {
      ...base,
      id: id(13),
      areaCode: '74',
      type: 'synergy_agreement',
      title,
      counterpartOffice: 'Gubernur Sulawesi Tenggara',
      scope,
      state: 'active',
      signedOn: '2025-08-11',
      effectiveOn: '2025-08-11',
      expiresOn: '2030-08-10',
    },
    {
      ...base,
      id: id(14),
      areaCode: '74.14',
      type: 'synergy_agreement',
      title,
      counterpartOffice: 'Bupati Buton Tengah',
      scope,
      state: 'blocked',
      blockedReason: 'Belum ada bupati definitif.',
    },
    {
      ...base,
      id: id(15),
      areaCode: '74.07',
      type: 'cooperation_agreement',
      title: 'Perjanjian Kerja Sama Peminjaman Mess di Pelabuhan',
      counterpartOffice: 'Dinas Tenaga Kerja Wakatobi',
      scope: ['return_reception', 'transit_lodging'],
      state: 'active',
      signedOn: addDays(today, -275),
      effectiveOn: addDays(today, -275),
      expiresOn: addDays(today, 90),
    },
    {
      ...base,
      id: id(16),
      areaCode: '74.06',
      type: 'synergy_agreement',
      title,
      counterpartOffice: 'Bupati Bombana',
      scope,
      state: 'drafting',
    },
  ];
}
