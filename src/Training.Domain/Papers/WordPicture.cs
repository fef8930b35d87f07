using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Drawings = DocumentFormat.OpenXml.Drawing;
using Frames = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Pictures = DocumentFormat.OpenXml.Drawing.Pictures;

namespace Training.Domain.Papers;

/// <summary>A picture as Word holds it: a part of the file, and the drawing in the line that points to it.</summary>
internal static class WordPicture
{
    private const long EmuAMillimetre = 36000;

    public static Paragraph Of(MainDocumentPart main, PaperPicture picture)
    {
        var part = main.AddImagePart(ImagePartType.Png);
        return Of(part, main.GetIdOfPart(part), (uint)main.ImageParts.Count(), picture);
    }

    public static Paragraph Of(FooterPart foot, uint id, PaperPicture picture)
    {
        var part = foot.AddImagePart(ImagePartType.Png);
        return Of(part, foot.GetIdOfPart(part), id, picture);
    }

    private static Paragraph Of(ImagePart part, string relation, uint id, PaperPicture picture)
    {
        using (var stream = new MemoryStream(picture.Png))
        {
            part.FeedData(stream);
        }

        var side = picture.Millimetres * EmuAMillimetre;
        var drawn = new Pictures.Picture(
            new Pictures.NonVisualPictureProperties(
                new Pictures.NonVisualDrawingProperties { Id = id, Name = picture.Words, Description = picture.Words },
                new Pictures.NonVisualPictureDrawingProperties()),
            new Pictures.BlipFill(new Drawings.Blip { Embed = relation }, new Drawings.Stretch(new Drawings.FillRectangle())),
            new Pictures.ShapeProperties(
                new Drawings.Transform2D(new Drawings.Offset { X = 0, Y = 0 }, new Drawings.Extents { Cx = side, Cy = side }),
                new Drawings.PresetGeometry(new Drawings.AdjustValueList()) { Preset = Drawings.ShapeTypeValues.Rectangle }));
        var frame = new Frames.Inline(
            new Frames.Extent { Cx = side, Cy = side },
            new Frames.DocProperties { Id = id, Name = picture.Words, Description = picture.Words },
            new Drawings.Graphic(new Drawings.GraphicData(drawn) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        {
            DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0,
        };
        return new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Right }), new Run(new Drawing(frame)));
    }
}
