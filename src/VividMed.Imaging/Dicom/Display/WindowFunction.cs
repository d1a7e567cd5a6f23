namespace VividMed.Imaging;

/// <summary>The VOI LUT Function (PS3.3 C.11.2.1.3).</summary>
public enum WindowFunction
{
    Linear,
    LinearExact,
    Sigmoid,
}
