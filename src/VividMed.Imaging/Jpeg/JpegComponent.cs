namespace VividMed.Imaging;

/// <summary>A component of a JPEG frame: its id and its horizontal and vertical sampling factors.</summary>
internal readonly record struct JpegComponent(byte Id, int Horizontal, int Vertical);
