using VividMed.Imaging;

namespace VividMed.Datasets;

/// <summary>
/// What a phantom truly shows at one place: a taxonomy id, the patient's side, the voxels (on the image's own grid) and their tight box.
/// <see cref="Location"/> is the taxonomy id of the anatomy that holds a finding (a lobe, the heart), where there is one.
/// </summary>
public sealed record PhantomRegion(string Target, PatientSide Side, Box Box, Mask Mask, string? Location = null);
