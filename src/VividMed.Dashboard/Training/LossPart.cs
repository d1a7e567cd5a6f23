namespace VividMed.Dashboard.Training;

/// <summary>Which part of the loss is drawn.</summary>
public enum LossPart
{
    Total,
    Language,
    Box,
    Objectness,
    Mask,
}
