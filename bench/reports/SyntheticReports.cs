using System.Text;

namespace VividMed.Bench.Reports;

/// <summary>
/// Reports in the layout of MIMIC-CXR: a centered title, headings, lines of at most 79 characters, removed words as "___". The sentences are
/// put together from parts, so that no two reports are alike. About one in thirty has an addendum, one in twenty no headings.
/// </summary>
internal static class SyntheticReports
{
    private const int LongestLine = 79;

    private static readonly string[] Findings =
    [
        "pleural effusion", "atelectasis", "consolidation", "pneumothorax", "pulmonary edema", "opacity", "nodule", "pneumonia", "interstitial markings", "rib fracture", "hiatal hernia", "emphysema", "pulmonary vascular congestion", "infiltrate",
    ];

    private static readonly string[] Degrees = ["small", "mild", "moderate", "large", "subtle", "patchy", "linear", "new", "stable", "unchanged", "minimal", "hazy"];

    private static readonly string[] Places = ["at the left base", "in the right lower lobe", "in the left upper lobe", "bilaterally", "on the right", "in the lingula", "at both lung bases", "in the right middle lobe", "in the retrocardiac region", "near the left hilum"];

    private static readonly string[] Lines = ["endotracheal tube", "nasogastric tube", "right internal jugular catheter", "left-sided pacemaker", "PICC line", "chest tube"];

    private static readonly Func<Random, string>[] Sentences =
    [
        random => $"There is a {Of(random, Degrees)} {Of(random, Findings)} {Of(random, Places)}.",
        random => $"No {Of(random, Findings)} or {Of(random, Findings)} is seen.",
        random => $"{Of(random, Degrees)} {Of(random, Findings)} {Of(random, Places)} may represent {Of(random, Findings)} versus {Of(random, Findings)}.",
        random => $"Compared to the prior study, the {Of(random, Findings)} {Of(random, Places)} has {Of(random, ["increased", "decreased", "resolved", "not changed"])}.",
        random => $"The {Of(random, Lines)} ends {random.Next(2, 7)} cm above the carina.",
        _ => "The cardiomediastinal silhouette is within normal limits.",
        random => $"The heart is {Of(random, ["normal in size", "mildly enlarged", "moderately enlarged", "top normal in size"])} and the aorta is {Of(random, ["tortuous", "calcified", "unremarkable"])}.",
        random => $"A {random.Next(3, 30)} mm {Of(random, Findings)} is noted {Of(random, Places)}, {Of(random, ["better seen on the lateral view", "as on ___", "and cannot be excluded elsewhere"])}.",
        _ => "The lungs are clear without focal consolidation.",
        random => $"Status post {Of(random, ["median sternotomy", "CABG", "left upper lobectomy", "valve replacement"])}; {Of(random, Lines)} in place.",
        _ => "Osseous structures are unremarkable; degenerative changes of the thoracic spine.",
    ];

    /// <summary>Report number <paramref name="index"/> of a seed, always the same.</summary>
    public static string Create(int seed, int index)
    {
        var random = new Random(HashCode(seed, index));
        var text = new StringBuilder();
        if (index % 30 == 0) text.Append(" ADDENDUM:  Findings were discussed with Dr. ___ by telephone.\n \n ").Append('_', 78).Append('\n');
        text.Append(' ', 33).Append("FINAL REPORT\n");
        if (index % 20 != 0)
        {
            Wrap(text, $"EXAMINATION:  CHEST ({Of(random, ["PA AND LAT", "PORTABLE AP", "SINGLE VIEW"])})");
            Wrap(text, $"INDICATION:  ___ year old {Of(random, ["man", "woman"])} with {Of(random, Findings)}  // evaluate for {Of(random, Findings)}");
            Wrap(text, "COMPARISON:  Chest radiograph ___.");
            Wrap(text, "FINDINGS:  " + Body(random, random.Next(3, 8)));
            Wrap(text, "IMPRESSION:  " + Body(random, random.Next(1, 4)));
        }
        else
        {
            Wrap(text, Body(random, random.Next(5, 9)));
        }

        return text.ToString();
    }

    private static string Body(Random random, int count) => string.Join("  ", Enumerable.Range(0, count).Select(_ => Of(random, Sentences)(random)));

    private static void Wrap(StringBuilder text, string paragraph)
    {
        var column = 0;
        foreach (var word in paragraph.Split(' '))
        {
            if (column + word.Length + 1 > LongestLine)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(' ').Append(word);
            column += word.Length + 1;
        }

        text.Append("\n \n");
    }

    private static T Of<T>(Random random, T[] values) => values[random.Next(values.Length)];

    /// <summary>A mix that is the same on every machine, unlike System.HashCode.</summary>
    private static int HashCode(int seed, int index) => unchecked((seed * 486_187_739) + (index * 16_777_619));
}
