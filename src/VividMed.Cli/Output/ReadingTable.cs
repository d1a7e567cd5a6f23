using System.Globalization;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Evaluation.Statistics;

namespace VividMed.Cli.Output;

/// <summary>A reader study's design and findings as tables.</summary>
internal static class ReadingTable
{
    public static void Write(ReadingDesign design, ReadingAssumptions assumed)
    {
        var plan = design.Plan;
        Console.Out.WriteLine(
            $"study {design.Study}: {plan.Cases} cases, {plan.Readers} readers, {WilliamsDesign.Periods} periods with {plan.WashoutDays} days between; {design.Errors.Values.Sum()} errors planted");
        TableOutput.Write(["planted", "errors"], design.Errors.Select(static kind => (IReadOnlyList<string>)[Word(kind.Key), kind.Value > 0 ? $"{kind.Value}" : "0: no report had a free place for it"]));
        TableOutput.Write(
            ["a difference", "cases for 80 % power", "power with the planned cases"],
            design.Power.Select(static power => (IReadOnlyList<string>)
            [
                power.Outcome == ReadingOutcome.Catch ? $"catch rate {Percent(power.From)} to {Percent(power.To)}" : $"time to {Percent(power.To)} of it",
                power.CasesNeeded is { } cases ? $"{cases}" : "no error is planted", power.Reached is { } reached ? Percent(reached) : "",
            ]));
        Console.Out.WriteLine(
            $"power assumes two-sided tests at 5 % shared by {ReadingComparison.Family} (Holm), a spread of {Number(assumed.TimeSpread)} of the logarithm of a time ratio, and a correlation of {Number(assumed.CaseCorrelation)} between readers of a case");
        Console.Out.WriteLine("this is an instrument: no reader has read it");
    }

    public static void Write(ReadingAnalysis analysis)
    {
        Console.Out.WriteLine($"study {analysis.Study}: {analysis.Read} of {analysis.Planned} readings, {analysis.Readers} readers, {analysis.Cases} cases");
        TableOutput.Write(
            ["arm", "readings", "seconds (quartiles)", "errors caught, 95 %", "corrected, 95 %", "drafts with a false alarm, 95 %", "findings stated, 95 %", "kappa"],
            analysis.Arms.Select(static arm => (IReadOnlyList<string>)
            [
                arm.Arm.Word(), $"{arm.Readings}", arm.Seconds is { } time ? $"{Whole(time.Median)} ({Whole(time.LowerQuartile)} to {Whole(time.UpperQuartile)})" : "",
                Share(arm.Caught), Share(arm.Corrected), Share(arm.Alarms), Share(arm.Stated), arm.Kappa?.ToString("F2", CultureInfo.InvariantCulture) ?? "",
            ]));
        TableOutput.Write(
            ["caught by kind", .. ReadingArms.WithDraft.Select(static arm => arm.Word())],
            Enum.GetValues<PlantedErrorKind>().Select(kind => (IReadOnlyList<string>)
                [Word(kind), .. ReadingArms.WithDraft.Select(arm => Share(analysis.Arms.First(own => own.Arm == arm).CaughtByKind.GetValueOrDefault(kind)))]));
        TableOutput.Write(
            ["compared", "arms", "cases", "difference, 95 %", "p", "p (Holm)", "says"],
            analysis.Comparisons.Select(static one => (IReadOnlyList<string>)
            [
                one.Outcome == ReadingOutcome.Catch ? "errors caught" : "time", $"{one.First.Word()}, {one.Second.Word()}", $"{one.Cases}", Difference(one),
                P(one.P) + (one.IsExact ? "" : " (normal)"), P(one.Adjusted), one.IsFound ? "a difference" : "no difference found",
            ]));
        foreach (var line in analysis.LeftOut) Console.Out.WriteLine("- " + line);
    }

    private static string Difference(ReadingComparison one) => one.Outcome == ReadingOutcome.Catch
        ? $"{100 * one.Difference:+0.0;-0.0;0.0} points ({100 * one.Low:+0.0;-0.0;0.0} to {100 * one.High:+0.0;-0.0;0.0})"
        : $"x {one.Difference:F2} ({one.Low:F2} to {one.High:F2})";

    private static string Share(ShareInterval? share) => share is null ? "" : $"{Percent(share.Share)} of {share.Trials:0} ({Percent(share.Low)} to {Percent(share.High)})";

    private static string Word(PlantedErrorKind kind) => kind.ToString().ToLowerInvariant();

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    private static string Whole(double seconds) => seconds.ToString("F0", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string P(double chance) => chance < 0.001 ? "< 0.001" : chance.ToString("F3", CultureInfo.InvariantCulture);
}
