namespace VividMed.Training.VisionLanguage;

/// <summary>The weighted parts of one step's loss; a part that nothing in the batch supervises is 0.</summary>
public sealed record StepLoss(float Language, float Box, float Objectness, float Mask)
{
    public float Total => Language + Box + Objectness + Mask;
}
