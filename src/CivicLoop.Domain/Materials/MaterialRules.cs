using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Materials;

/// <summary>What somebody does with a material.</summary>
/// <param name="Actor">As the journal names them.</param>
/// <param name="Reason">Words told to the unit; empty where none are asked for.</param>
/// <param name="IsAssured">Says that it holds no secret and no data of persons.</param>
public sealed record MaterialAct(
    MaterialCommand Command, string Actor, string Organization, DateTimeOffset At,
    string Reason = "", bool IsAssured = false);

/// <summary>What a version holds, as far as the rules ask.</summary>
public sealed record MaterialContent(
    string Words, IReadOnlyList<MaterialFileKind> Files, int References);

/// <summary>What the edition allows.</summary>
public sealed record MaterialLimits(int TextMax, int PicturesMax)
{
    public static MaterialLimits Of(Edition edition) =>
        new(edition.TextMax, edition.PicturesMax);
}

/// <summary>Decides on the steps of a material.</summary>
public static class MaterialRules
{
    public const int ReasonMax = 500;

    /// <summary>Evidence of one version that is referred to; more proves nothing more.</summary>
    public const int ReferencesMax = 50;

    /// <summary>Whether a version can be kept. Errors: it is longer, has more pictures or more
    /// files than the edition allows.</summary>
    public static Problem? Keepable(MaterialContent content, MaterialLimits limits)
    {
        if (content.Words.Length > limits.TextMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "text", limits.TextMax, content.Words.Length);
        }

        var pictures = content.Files.Count(MaterialFileKinds.IsPicture);
        if (pictures > limits.PicturesMax)
        {
            return new Problem(
                ProblemCode.MaterialPicturesTooMany, "files", limits.PicturesMax, pictures);
        }

        return content.Files.Count > MaterialFileKinds.FilesMax
            ? new Problem(ProblemCode.LimitTooLarge, "files", MaterialFileKinds.FilesMax)
            : content.References > ReferencesMax
                ? new Problem(ProblemCode.LimitTooLarge, "references", ReferencesMax)
            : null;
    }

    /// <summary>What a version lacks of what the document has to consist of; null where nothing.
    /// Evidence that is referred to counts as a document or picture.</summary>
    public static Problem? Lacking(DocumentForm form, MaterialContent? content) => form switch
    {
        DocumentForm.Report when string.IsNullOrWhiteSpace(content?.Words) =>
            new Problem(ProblemCode.FieldRequired, "text"),
        DocumentForm.Document when content is null
            || (content.References == 0 && content.Files.All(MaterialFileKinds.IsPicture)) =>
            new Problem(ProblemCode.MaterialDocumentMissing, "files"),
        DocumentForm.Picture when content is null
            || (content.References == 0 && !content.Files.Any(MaterialFileKinds.IsPicture)) =>
            new Problem(ProblemCode.MaterialPictureMissing, "files"),
        DocumentForm.Report or DocumentForm.Document or DocumentForm.Picture => null,
    };

    /// <summary>The material after a step. Errors: the state has no such step; the body wrote it
    /// itself; something the step needs is missing. Whether the caller may is asked before.
    /// </summary>
    /// <param name="writers">Organisations that wrote any version of it.</param>
    /// <param name="newest">What its newest version holds; null where there is none.</param>
    public static Outcome<Material> Decide(
        Material material, MaterialAct act, IReadOnlyCollection<string> writers,
        MaterialContent? newest)
    {
        if (MaterialWorkflow.Find(material.State, act.Command) is not { } edge)
        {
            return new Problem(
                ProblemCode.MaterialNotNow, "command", act.Command, material.State);
        }

        if (edge.Needs.HasFlag(MaterialNeeds.OtherBody) && writers.Contains(act.Organization))
        {
            return new Problem(ProblemCode.MaterialJudgedByWriter, null, act.Organization);
        }

        var reason = act.Reason.Trim();
        if (edge.Needs.HasFlag(MaterialNeeds.Reason) && reason.Length == 0)
        {
            return new Problem(ProblemCode.FieldRequired, "reason");
        }

        if (reason.Length > ReasonMax)
        {
            return new Problem(ProblemCode.FieldTooLong, "reason", ReasonMax, reason.Length);
        }

        if (edge.Needs.HasFlag(MaterialNeeds.Complete)
            && Lacking(material.Form, newest) is { } lacking)
        {
            return lacking;
        }

        if (edge.Needs.HasFlag(MaterialNeeds.Assured) && !act.IsAssured)
        {
            return new Problem(ProblemCode.MaterialNotAssured, "assured");
        }

        return After(material, edge, act, reason);
    }

    private static Material After(
        Material material, MaterialEdge edge, MaterialAct act, string reason)
    {
        var state = edge.To ?? material.State;
        var isSigned = state == MaterialState.SignedOff;
        return material with
        {
            State = state,
            VersionN = act.Command == MaterialCommand.Save
                ? material.VersionN + 1
                : material.VersionN,
            ReturnReason = state == MaterialState.Returned && edge.To is not null ? reason
                : act.Command == MaterialCommand.Submit ? ""
                : material.ReturnReason,
            SignedOrg = isSigned ? act.Organization : null,
            SignedAt = isSigned ? act.At : null,
            ChangedAt = act.At,
            Version = material.Version + 1,
        };
    }
}
