using System.Globalization;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>The README of a study's folder, and its worklists.</summary>
public static class ReadingNotes
{
    /// <summary>What the folder is, who gets what of it, and what it is not.</summary>
    public static string Readme(ReadingDesign design) => string.Create(CultureInfo.InvariantCulture, $"""
        # Reader study {design.Study}

        This is an instrument. **No reader has read it.** It says nothing of any reader, draft or patient until people have answered it; answers that
        `vividmed review study simulate` gives are made up by a program that looks at no image.

        It holds images and reports of version {design.Version} of a dataset: treat it as you treat those.

        | file | for whom |
        |---|---|
        | `readers/`, `cases/` | the readers: each opens `readers/rN-period-P.html` in a browser, from a copy of these two folders side by side |
        | `key.json` | nobody who reads: what was planted where, and the reports; `study.json` has its SHA-256, and the analysis refuses another |
        | `study.json` | the design: {design.Plan.Cases} cases, {design.Plan.Readers} readers, three periods, seed {design.Plan.Seed}; no word of a report |

        Each reader reads each case once in each period, each time in another arm: `none` (writes the report), `draft` (corrects a draft), `grounded`
        (corrects a draft whose words are tied to regions in a picture). Between two periods lie {design.Plan.WashoutDays} days or more. Which drafts have
        errors is told to nobody who reads; that there are some is.

        A page's clock runs while a case is open and seen. Answers stay in the browser until the reader saves them; nothing is sent anywhere.

        When all have handed in: `vividmed review study analyze FOLDER answers-*.json`.

        """);

    /// <summary>One reader's list as CSV.</summary>
    public static string Worklist(IEnumerable<PlannedReading> readings) =>
        "period,order,case,arm\n" + string.Concat(readings.Select(static reading => $"{reading.Period},{reading.Order},{reading.Case},{reading.Arm.Word()}\n"));
}
