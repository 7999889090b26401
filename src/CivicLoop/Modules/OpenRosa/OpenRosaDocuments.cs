using System.Xml.Linq;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>The small documents of the protocol, by the names its specification gives.</summary>
internal static class OpenRosaDocuments
{
    private static readonly XNamespace List = "http://openrosa.org/xforms/xformsList";
    private static readonly XNamespace Media = "http://openrosa.org/xforms/xformsManifest";
    private static readonly XNamespace Answer = "http://openrosa.org/http/response";

    /// <param name="root">Address of the interface, for the addresses of the forms.</param>
    public static string FormList(
        IEnumerable<OpenRosaForm> forms, string root, string language) =>
        Text(new XElement(List + "xforms", forms.Select(form => new XElement(
            List + "xform",
            new XElement(List + "formID", form.Id),
            new XElement(List + "name", form.Sheet.Kind.In(language)),
            new XElement(List + "version", form.Version),
            new XElement(List + "hash", OpenRosaForms.Md5Of(form.Xml)),
            new XElement(List + "downloadUrl", $"{root}/forms/{form.Id}"),
            new XElement(List + "manifestUrl", $"{root}/forms/{form.Id}/manifest")))));

    public static string Manifest(OpenRosaForm form, string root) =>
        Text(new XElement(Media + "manifest", new XElement(
            Media + "mediaFile",
            new XElement(Media + "filename", OpenRosaForms.VisitsFile),
            new XElement(Media + "hash", OpenRosaForms.Md5Of(form.VisitsCsv)),
            new XElement(
                Media + "downloadUrl",
                $"{root}/forms/{form.Id}/{OpenRosaForms.VisitsFile}"))));

    /// <param name="nature">What kind of answer it is.</param>
    public static string Response(string nature, string message) =>
        Text(new XElement(Answer + "OpenRosaResponse", new XElement(
            Answer + "message", new XAttribute("nature", nature), message)));

    private static string Text(XElement root) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root;
}
