package fairlead.files;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpxj.ProjectFile;
import org.mpxj.ProjectProperties;
import org.mpxj.Task;
import org.mpxj.mspdi.MSPDIWriter;
import org.mpxj.primavera.PrimaveraXERFileWriter;
import org.mpxj.reader.UniversalProjectReader;

/**
 * Reads a project in any format that MPXJ knows and passes it on in one that Fairlead reads itself.
 *
 * <p>What goes to the standard output is one line of JSON, then the project: as Microsoft Project's XML, or, when it
 * comes from a program of Primavera's, as XER in UTF-8. A file that can't be read gives the line alone, with a
 * "problem" in it. Whatever libraries print goes to the error output.
 */
public final class Passing {
    private static final Set<String> PRIMAVERA =
        new HashSet<String>(Arrays.asList("Primavera", "P3", "SureTrak"));

    private Passing() {
    }

    public static void main(String[] arguments) throws Exception {
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        System.setOut(new PrintStream(System.err, true));
        try {
            List<ProjectFile> projects = read(new File(arguments[0]));
            if (projects.isEmpty()) {
                say(out, problem("unknown", ""));
            } else {
                pass(projects, out);
            }
        } catch (StackOverflowError error) {
            say(out, problem("broken", "it nests too deep"));
        } catch (Exception | LinkageError error) {
            error.printStackTrace();
            say(out, problem("broken", causes(error)));
        }
        out.flush();
        System.exit(0);
    }

    private static List<ProjectFile> read(File file) throws Exception {
        UniversalProjectReader.ProjectReaderProxy proxy = new UniversalProjectReader().getProjectReaderProxy(file);
        List<ProjectFile> found = new ArrayList<ProjectFile>();
        if (proxy == null) {
            return found;
        }
        try {
            for (ProjectFile project : proxy.readAll()) {
                if (project != null) {
                    found.add(project);
                }
            }
        } finally {
            proxy.close();
        }
        return found;
    }

    private static void pass(List<ProjectFile> projects, OutputStream out) throws Exception {
        ProjectFile project = projects.get(0);
        ProjectProperties properties = project.getProjectProperties();
        boolean primavera = PRIMAVERA.contains(properties.getFileApplication());
        Map<String, Object> said = new LinkedHashMap<String, Object>();
        said.put("format", properties.getFileType());
        said.put("application", properties.getFileApplication());
        said.put("carrier", primavera ? "xer" : "mspdi");
        said.put("ignored", Integer.valueOf(project.getIgnoredErrors().size()));
        said.put("others", names(projects.subList(1, projects.size())));
        if (!primavera) {
            BesideXml.add(project, said);
        }
        say(out, said);
        if (primavera) {
            PrimaveraXERFileWriter writer = new PrimaveraXERFileWriter();
            writer.setCharset(StandardCharsets.UTF_8);
            List<ProjectFile> one = new ArrayList<ProjectFile>();
            one.add(project);
            writer.write(one, out);
        } else {
            MSPDIWriter writer = new MSPDIWriter();
            writer.write(project, out);
        }
    }

    private static List<String> names(List<ProjectFile> projects) {
        List<String> names = new ArrayList<String>();
        for (ProjectFile project : projects) {
            String name = project.getProjectProperties().getName();
            List<Task> tasks = project.getTasks();
            names.add(name != null ? name : tasks.isEmpty() ? "?" : String.valueOf(tasks.get(0).getName()));
        }
        return names;
    }

    private static Map<String, Object> problem(String kind, String words) {
        Map<String, Object> said = new LinkedHashMap<String, Object>();
        said.put("problem", words.contains("password protected") ? "password" : kind);
        said.put("words", words);
        return said;
    }

    /** What went wrong, from the outermost cause to the innermost, each once; mishaps inside MPXJ tell nobody anything. */
    private static String causes(Throwable error) {
        StringBuilder words = new StringBuilder();
        for (int depth = 0; error != null && depth < 8; depth++, error = error.getCause()) {
            String message = error instanceof RuntimeException ? null : error.getMessage();
            if (message != null && words.indexOf(message) < 0) {
                words.append(words.length() == 0 ? "" : ": ").append(message);
            }
        }
        return words.toString();
    }

    private static void say(OutputStream out, Map<String, Object> said) throws Exception {
        out.write(Json.of(said).getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
    }
}
