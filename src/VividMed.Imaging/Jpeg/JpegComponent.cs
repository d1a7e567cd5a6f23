namespace VividMed.Imaging;

/// <summary>A component of a JPEG frame: its id, its horizontal and vertical sampling factors and the number of its quantisation table.</summary>
internal readonly record struct JpegComponent(byte Id, int Horizontal, int Vertical, int Quantisation);
