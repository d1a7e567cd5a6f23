namespace VividMed.Reports;

/// <summary>What a report says of a label.</summary>
public enum LabelState
{
    NotMentioned,
    Absent,
    Uncertain,
    Present,
}
