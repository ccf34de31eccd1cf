package io.github.realip.weave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A template, read once: the methods that are put around methods of the target, those that stand for calls in the
 * target, and every member that they name. The rules for templates are in package {@code io.github.realip.woven}.
 */
final class Template {

  /** The stand-in for the bridge. */
  static final String BRIDGE = "io/github/realip/woven/RealIp";
  /** What all names of the stand-in for the target's own code begin with. */
  static final String ORIGINAL = "original";

  private static final String INSTEAD_OF_CALL = "Lio/github/realip/woven/InsteadOfCall;";
  private static final String HANDS_ON = "Lio/github/realip/woven/HandsOn;";
  private static final String STUB = "/stub/";

  final ClassReader reader;
  private final String name;
  private final String parent;
  private final String target;
  private final String targetParent;
  private final String servletApi;

  private boolean answers;
  private final Map<String, Around> around = new LinkedHashMap<String, Around>();
  private final List<Call> calls = new ArrayList<Call>();
  private final Set<Member> members = new LinkedHashSet<Member>();

  /**
   * Reads a template for a target.
   *
   * @param classFile the compiled template
   * @param target the internal name of the class to change
   * @param targetParent the internal name of its superclass
   * @param servletApi {@code javax} or {@code jakarta}
   * @throws IllegalArgumentException if the template breaks a rule
   */
  Template(byte[] classFile, String target, String targetParent, String servletApi) {
    this.reader = new ClassReader(classFile);
    this.name = reader.getClassName();
    this.parent = reader.getSuperName();
    this.target = target;
    this.targetParent = targetParent;
    this.servletApi = servletApi;
    reader.accept(new Scan(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** The methods that are put around a method of the target, by its name and descriptor. */
  Map<String, Around> around() {
    return around;
  }

  /** The methods that stand for calls. */
  List<Call> calls() {
    return calls;
  }

  /** The names of the target's methods that are changed. */
  Set<String> targetMethods() {
    Set<String> names = new LinkedHashSet<String>();
    for (Around each : around.values()) {
      names.add(each.name);
    }
    for (Call each : calls) {
      names.add(each.in);
    }
    return names;
  }

  /** Whether it asks who the client is. */
  boolean answers() {
    return answers;
  }

  /** Every member of the target and of other types of the container that the template names. */
  Set<Member> members() {
    return members;
  }

  /** The type that a type of the template stands for. */
  String type(String type) {
    if (type.charAt(0) == '[') {
      return descriptor(type);
    }
    if (type.equals(BRIDGE)) {
      return Bridge.NAME;
    }
    if (type.equals(name)) {
      return target;
    }
    int stub = type.indexOf(STUB);
    if (stub < 0) {
      return type;
    }
    String real = type.substring(stub + STUB.length());
    return real.startsWith("servlet/") ? servletApi + '/' + real : real;
  }

  /** The owner of a method that is called in this way: {@code super} is the target's own superclass. */
  String owner(int opcode, String owner) {
    return opcode == Opcodes.INVOKESPECIAL && owner.equals(parent) ? targetParent : type(owner);
  }

  /** The descriptor that a descriptor of the template stands for. */
  String descriptor(String descriptor) {
    if (!descriptor.contains("io/github/realip/")) {
      return descriptor;
    }
    StringBuilder real = new StringBuilder();
    int at = 0;
    for (int start = descriptor.indexOf('L'); start >= 0; start = descriptor.indexOf('L', at)) {
      int end = descriptor.indexOf(';', start);
      real.append(descriptor, at, start + 1).append(type(descriptor.substring(start + 1, end)));
      at = end;
    }
    return real.append(descriptor, at, descriptor.length()).toString();
  }

  /** A member of a class of the container. */
  static final class Member {
    final String owner;
    final String name;
    final String descriptor;
    /** Whether it is called as an interface's method; {@code null} for a field. */
    final Boolean ofInterface;

    Member(String owner, String name, String descriptor, Boolean ofInterface) {
      this.owner = owner;
      this.name = name;
      this.descriptor = descriptor;
      this.ofInterface = ofInterface;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Member && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return owner.replace('/', '.') + '.' + name + descriptor;
    }
  }

  /** A method around one of the target's. */
  static final class Around {
    /** Name and descriptor in the template. */
    final String key;
    final boolean isStatic;
    /** Name and descriptor in the target. */
    final String name;
    final String descriptor;
    /** Of each {@code try} in the order of the code, whether it is before the target's own code. */
    final List<Boolean> tryIsBefore = new ArrayList<Boolean>();
    /** The slots of parameters that are used behind the target's own code. */
    final Set<Integer> neededAfter = new LinkedHashSet<Integer>();
    /** The slots of other variables that are set behind the target's own code. */
    final Set<Integer> setAfter = new LinkedHashSet<Integer>();
    /** The number of slots that the template's method uses. */
    int maxLocals;

    Around(String key, boolean isStatic, String name, String descriptor) {
      this.key = key;
      this.isStatic = isStatic;
      this.name = name;
      this.descriptor = descriptor;
    }

    /** The number of slots that the parameters take, {@code this} included. */
    int parameterSlots() {
      return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0);
    }
  }

  /** A method that stands for calls. */
  static final class Call {
    /** Name and descriptor in the template. */
    final String key;
    /** Whether it knows nothing of the object that calls. */
    final boolean isStatic;
    /** The name of the target's method in which the calls are. */
    String in;
    boolean firstOnly;
    /** What is called. */
    String owner;
    final String name;
    String descriptor;
    /** The types that the call takes from the stack. */
    final Type[] operands;
    /** The number of slots that the template's method uses. */
    int maxLocals;

    Call(String key, boolean isStatic, String name, Type[] operands) {
      this.key = key;
      this.isStatic = isStatic;
      this.name = name;
      this.operands = operands;
    }

    boolean matches(String calledOwner, String called, String calledDescriptor) {
      return name.equals(called) && owner.equals(calledOwner) && descriptor.equals(calledDescriptor);
    }
  }

  /** Whether a template may name a type: every class loader delegates {@code java}, and nothing else. */
  private boolean mayName(String type) {
    return type.startsWith("java/") || type.equals(name) || type.equals(BRIDGE) || type.contains(STUB);
  }

  private IllegalArgumentException broken(String method, String rule) {
    return new IllegalArgumentException("template " + name + '.' + method + ": " + rule);
  }

  private void use(String owner, String member, String descriptor, Boolean ofInterface) {
    String real = type(owner);
    boolean ofContainer = owner.equals(name) || owner.contains(STUB);
    if (ofContainer && !member.equals("<init>")) {
      members.add(new Member(real, member, descriptor(descriptor), ofInterface));
    }
  }

  /** Reads all methods. */
  private final class Scan extends ClassVisitor {

    Scan() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] thrown) {
      if (method.equals("<init>") || (access & Opcodes.ACC_ABSTRACT) != 0) {
        return null;
      }
      return new ScanMethod((access & Opcodes.ACC_STATIC) != 0, method, descriptor);
    }
  }

  /** Reads a method: what kind it is, where its {@code try} blocks and variables are, and that it keeps the rules. */
  private final class ScanMethod extends MethodVisitor {

    private final String method;
    private final Around asAround;
    private Call asCall;
    private boolean handsOn;
    private boolean after;
    private boolean castsOriginal;
    private int catching;
    private final List<Label> starts = new ArrayList<Label>();
    private final List<Label> ends = new ArrayList<Label>();
    private final List<Boolean> catchesAll = new ArrayList<Boolean>();
    private final Set<Label> before = new LinkedHashSet<Label>();
    private final Set<Label> jumpsBefore = new LinkedHashSet<Label>();
    private final Set<Label> jumpsAfter = new LinkedHashSet<Label>();

    ScanMethod(boolean isStatic, String method, String descriptor) {
      super(Opcodes.ASM9);
      this.method = method;
      asAround = new Around(method + descriptor, isStatic, method, descriptor(descriptor));
      checkTypes(Type.getMethodType(descriptor));
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
      handsOn |= type.equals(HANDS_ON);
      if (!type.equals(INSTEAD_OF_CALL)) {
        return null;
      }
      final Type[] operands = Type.getArgumentTypes(asAround.descriptor);
      final Call call = new Call(asAround.key, asAround.isStatic, method, operands);
      asCall = call;
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String attribute, Object value) {
          if (attribute.equals("in")) {
            call.in = (String) value;
          } else if (attribute.equals("firstOnly")) {
            call.firstOnly = (Boolean) value;
          } else {
            call.owner = type(((Type) value).getInternalName());
            call.descriptor = asAround.descriptor;
          }
        }

        @Override
        public void visitEnd() {
          if (call.owner == null) {
            call.owner = operands[0].getInternalName();
            String rest = asAround.descriptor.substring(1 + operands[0].getDescriptor().length());
            call.descriptor = '(' + rest;
          }
        }
      };
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      starts.add(start);
      ends.add(end);
      catchesAll.add("java/lang/Throwable".equals(type));
    }

    @Override
    public void visitLabel(Label label) {
      if (!after) {
        before.add(label);
      }
      for (int i = 0; i < starts.size(); i++) {
        if (catchesAll.get(i)) {
          catching += starts.get(i) == label ? 1 : ends.get(i) == label ? -1 : 0;
        }
      }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      (after ? jumpsAfter : jumpsBefore).add(label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      visitLookupSwitchInsn(otherwise, null, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      visitJumpInsn(Opcodes.GOTO, otherwise);
      for (Label label : labels) {
        visitJumpInsn(Opcodes.GOTO, label);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      castsOriginal = false;
      if (opcode == Opcodes.ATHROW) {
        mayFail();
      }
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      castsOriginal = false;
      touch(slot, opcode >= Opcodes.ISTORE);
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
      touch(slot, false);
    }

    private void touch(int slot, boolean set) {
      if (!after) {
        return;
      }
      if (slot < asAround.parameterSlots()) {
        asAround.neededAfter.add(slot);
      } else if (set) {
        asAround.setAfter.add(slot);
      } else if (!asAround.setAfter.contains(slot)) {
        throw broken(method, "of its variables only the parameters are known behind original()");
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      checkTypes(Type.getObjectType(type));
      if (!castsOriginal) {
        mayFail();
      }
      castsOriginal = false;
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type) {
        throw broken(method, "it has no constant of type Class");
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
      checkTypes(Type.getObjectType(owner));
      if (!owner.equals(name) && !owner.equals(BRIDGE)) {
        mayFail();
      }
      answers |= owner.equals(BRIDGE) && (field.equals("client") || field.equals("connection"));
      use(owner, field, descriptor, null);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
      if (owner.equals(BRIDGE) && called.startsWith(ORIGINAL)) {
        if (after) {
          throw broken(method, "it calls original() once");
        }
        after = true;
        castsOriginal = called.equals(ORIGINAL);
        return;
      }
      checkTypes(Type.getObjectType(owner));
      checkTypes(Type.getMethodType(descriptor));
      mayFail();
      if (opcode == Opcodes.INVOKESPECIAL && owner.equals(parent)) {
        members.add(new Member(targetParent, called, descriptor(descriptor), isInterface));
      } else {
        use(owner, called, descriptor, isInterface);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(String called, String descriptor, Handle bootstrap, Object... arguments) {
      throw broken(method, "it has no lambda, and no string concatenation by invokedynamic");
    }

    /** Sees an instruction that can throw; what stands for a call cannot catch, what hands on must not. */
    private void mayFail() {
      if (asCall == null && !handsOn && catching == 0) {
        throw broken(method, "it catches Throwable around all that it does itself");
      }
    }

    private void checkTypes(Type type) {
      if (type.getSort() == Type.METHOD) {
        checkTypes(type.getReturnType());
        for (Type each : type.getArgumentTypes()) {
          checkTypes(each);
        }
      } else if (type.getSort() == Type.ARRAY) {
        checkTypes(type.getElementType());
      } else if (type.getSort() == Type.OBJECT && !mayName(type.getInternalName())) {
        throw broken(method, "it names types of java, the container's own types and RealIp, not "
            + type.getClassName());
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      asAround.maxLocals = maxLocals;
      if (asCall != null) {
        asCall.maxLocals = maxLocals;
      }
    }

    @Override
    public void visitEnd() {
      if (asCall != null) {
        if (after || !starts.isEmpty() || !jumpsBefore.isEmpty()) {
          throw broken(method, "what stands for a call has no branch, no try and no original()");
        }
        calls.add(asCall);
        return;
      }
      if (!after) {
        throw broken(method, "it calls original() once");
      }
      for (int i = 0; i < starts.size(); i++) {
        boolean startsBefore = before.contains(starts.get(i));
        if (startsBefore != before.contains(ends.get(i))) {
          throw broken(method, "it calls original() outside every try");
        }
        asAround.tryIsBefore.add(startsBefore);
      }
      jumpsAfter.retainAll(before);
      if (!before.containsAll(jumpsBefore) || !jumpsAfter.isEmpty()) {
        throw broken(method, "no branch leads past original() or back over it");
      }
      around.put(asAround.name + asAround.descriptor, asAround);
    }
  }
}
