namespace VividMed.Imaging.Codecs;

/// <summary>Which of a file's frames are wanted.</summary>
/// <param name="First">Counted from 0.</param>
/// <param name="Count">At least 1.</param>
internal readonly record struct FrameRange(int First, int Count);
