using System.Text;
using System.Text.Json;
using VividMed.Evaluation.ReaderStudy;

namespace VividMed.Evaluation.Pages;

/// <summary>
/// What one reader reads in one period: shows the case pages one after the other in the drawn order, keeps what each leaves in the
/// browser, and saves it as a file of answers.
/// </summary>
public static class ReadingPeriodPage
{
    /// <param name="readings">Of one reader and period, in their order.</param>
    /// <param name="cases">The folder of the case pages, as seen from this page.</param>
    public static string Render(string study, IReadOnlyList<PlannedReading> readings, string cases)
    {
        var (reader, period) = (readings[0].Reader, readings[0].Period);
        var list = JsonSerializer.Serialize(readings.Select(reading => new
        {
            @case = reading.Case,
            arm = reading.Arm.Word(),
            page = $"{cases}/{FileOf(reading.Case, reading.Arm)}",
        }));
        return new StringBuilder(ReadingPageParts.Head($"Reader {reader}, period {period}"))
            .Append("<body class=shell><header><h1>Reader ").Append(reader).Append(", period ").Append(period).Append("</h1><span id=count></span>")
            .Append("<button id=save type=button>Save answers</button><span>What you have done stays in this browser until you save it as a file.</span></header>")
            .Append("<iframe id=case title=\"the case\"></iframe><p id=end hidden>All cases are read. Save the answers and hand in the file.</p>")
            .Append("<script>const study=\"").Append(study).Append("\",reader=\"").Append(reader).Append("\",period=").Append(period).Append(",list=").Append(list).Append(";</script>")
            .Append(ReadingPageParts.PeriodScript)
            .ToString();
    }

    /// <summary>The name of a case page.</summary>
    public static string FileOf(string name, ReadingArm arm) => $"{name}-{arm.Word()}.html";
}
