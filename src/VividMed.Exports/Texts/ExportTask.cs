namespace VividMed.Exports.Texts;

/// <summary>What a line of a conversation asks for.</summary>
public enum ExportTask
{
    /// <summary>The whole report; where the family marks phrases, with its regions.</summary>
    Report,

    /// <summary>The place of one phrase, or that it is not there.</summary>
    Locate,

    /// <summary>A question of the record and its answer.</summary>
    Question,
}
