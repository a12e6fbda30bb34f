/** What a field says that cannot be sent as it is. */
export const fields = {
  fields: {
    empty: 'Kolom ini wajib diisi.',
    choose: 'Pilih salah satu.',
    incomplete: 'Isian ini belum lengkap.',
    short: (letters: number) => `Tulis sedikitnya ${letters} huruf.`,
    tooLittle: (edge: string) => `Tidak boleh kurang dari ${edge}.`,
    tooMuch: (edge: string) => `Tidak boleh lebih dari ${edge}.`,
    wrong: 'Periksa isian ini.',
  },
};
