using CivicLoop.Domain;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A form's input for pictures (partial <c>_PicturesField</c>); the form must be
/// multipart.</summary>
/// <param name="Id">Differs between the forms of one page.</param>
/// <param name="Kept">Ids that arrived with the form when it was refused.</param>
internal sealed record PicturesFieldView(string Id, IReadOnlyList<string> Kept, Problem? Problem)
{
    /// <summary>Why a picture is needed; null where it is not.</summary>
    public LocalText? Why { get; init; }

    /// <summary>True where the form shows its problem itself.</summary>
    public bool InForm { get; init; }
}
