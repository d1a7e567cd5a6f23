namespace VividMed.Reports;

/// <summary>How an answer stands to gold where at least one of them says present.</summary>
public enum Outcome
{
    Hit,
    FalseAlarm,
    Miss,
}
