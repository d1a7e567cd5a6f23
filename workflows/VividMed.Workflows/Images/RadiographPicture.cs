using VividMed.Imaging;

namespace VividMed.Workflows;

/// <summary>A radiograph as rendered, with what its file says of its geometry: millimetres a pixel in the detector's plane, and an affine where left and right are not where they usually are.</summary>
internal sealed record RadiographPicture(GrayImage Picture, double[]? SpacingMm, Affine? Affine);
